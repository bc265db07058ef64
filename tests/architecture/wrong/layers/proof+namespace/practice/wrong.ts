import * as proof from '../domain/proof.ts';

/** A promise in one sentence. */
export const wrong = proof.mintFinding(true);
