import { setTimeout as pause } from 'node:timers/promises';

/** All that a reader driver knows of time, in milliseconds; tests put a clock of their own in. */
export interface ReaderClock {
  now(): number;
  pause(ms: number): Promise<void>;
  /** Runs something once, later; what comes back calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The computer's own clock; what it holds for later keeps no program alive. */
export const REAL_READER_CLOCK: ReaderClock = {
  now: () => performance.now(),
  pause: async (ms) => {
    await pause(ms);
  },
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
