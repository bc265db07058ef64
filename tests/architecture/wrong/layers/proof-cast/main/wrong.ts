import type { Finding } from '../domain/proof.ts';

/** A promise in one sentence. */
export const wrong = { passed: true } as unknown as Finding;
