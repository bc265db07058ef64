/** A promise in one sentence. */
export const en = {};
