/** A promise in one sentence. */
export const wrong = (): Promise<unknown> => fetch('about:blank');
