import type { Patience } from '../../native-adapters/index.ts';

/** Virtual phones boot within two seconds; a busy computer gets more. */
export const PRACTICE_PATIENCE: Patience = {
  returnMs: 30_000,
  leaveMs: 3_000,
  reconnectMs: 20_000,
  stallMs: 30_000,
  pollMs: 200,
};
