/** A promise in one sentence. */
export const jaPorts = { port: '差込口' } as const;
