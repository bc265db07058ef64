import type { Wrong } from './third.ts';

/** A promise in one sentence. */
export type Other = readonly Wrong[];
