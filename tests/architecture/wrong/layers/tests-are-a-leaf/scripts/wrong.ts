import { seen } from '../tests/peer.ts';

/** A promise in one sentence. */
export const wrong = seen;
