import * as check from 'fast-check';

/** A promise in one sentence. */
export const wrong = check;
