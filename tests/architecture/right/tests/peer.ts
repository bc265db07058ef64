import { mintFinding } from '../domain/proof.ts';

/** A finding for a test to look at. */
export const seen = mintFinding(true);
