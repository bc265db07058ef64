/** How long the steps of a phone may take, in milliseconds; the practice rack's phones boot in seconds, real ones in minutes. */
export interface Patience {
  /** From disappearance to return after a reset. */
  readonly returnMs: number;
  /** From an order that makes a phone leave to the moment when somebody should look at its screen. */
  readonly leaveMs: number;
  /** How long a phone may be gone by accident before the job is interrupted. */
  readonly reconnectMs: number;
  /** How long a running overwrite may show no progress. */
  readonly stallMs: number;
  /** How often a running overwrite is asked for its progress. */
  readonly pollMs: number;
}

/** Patience for real phones. */
export const REAL_PATIENCE: Patience = {
  returnMs: 20 * 60_000,
  leaveMs: 60_000,
  reconnectMs: 3 * 60_000,
  stallMs: 5 * 60_000,
  pollMs: 2_000,
};
