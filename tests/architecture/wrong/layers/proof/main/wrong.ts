import { mintFinding } from '../domain/proof.ts';

/** A promise in one sentence. */
export const wrong = mintFinding(true);
