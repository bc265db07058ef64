import type { Verdict } from '../domain/verdict.ts';

/** A promise in one sentence. */
export const wrong = (text: string): Verdict => JSON.parse(text) as Verdict;
