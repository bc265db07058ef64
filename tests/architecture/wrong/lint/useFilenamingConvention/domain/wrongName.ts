/** A promise in one sentence. */
export const wrong = 1;
