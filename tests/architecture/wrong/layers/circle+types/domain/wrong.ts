import type { Other } from './other.ts';

/** A promise in one sentence. */
export type Wrong = Other | null;
