import { createHash } from 'node:crypto';

/** A promise in one sentence. */
export const wrong = createHash;
