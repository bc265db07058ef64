import type { Finding } from '../domain/proof.ts';

/** A promise in one sentence. */
export const wrong = (found: Finding): unknown => found.constructor as typeof Finding;
