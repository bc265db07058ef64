import type { greet } from '../practice/index.ts';

/** A promise in one sentence. */
export type Wrong = typeof greet;
