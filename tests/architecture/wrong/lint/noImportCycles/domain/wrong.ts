import { other } from './other.ts';

/** A promise in one sentence. */
export const wrong = (): number => other();
