import { wrong } from './wrong.ts';

/** A promise in one sentence. */
export const other = (): number => wrong();
