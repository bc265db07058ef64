/** A promise in one sentence. */
export const wrong = process.pid;
