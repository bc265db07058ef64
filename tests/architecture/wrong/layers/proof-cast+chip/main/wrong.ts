import type { ChipVerdict } from '../domain/chip-verdict.ts';

/** A promise in one sentence. */
export const wrong = { state: 'EMPTY' } as ChipVerdict;
