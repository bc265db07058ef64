/** A promise in one sentence. */
export const wrong: any = 1;
