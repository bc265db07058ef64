const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
// A launcher hands on what a terminal sends to the whole group: one wish arrives twice.
const SAME_WISH_MS = 1500;
const ENDED_BY_SIGNAL = 130;

/** Asks for an orderly end when a person or the system ends the program; a second wish, later, ends it at once. */
export class StopSignals {
  readonly #stopped = new AbortController();
  #abortedAt = Number.POSITIVE_INFINITY;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#hear);
  }

  /** Aborts at the first wish to end. */
  get signal(): AbortSignal {
    return this.#stopped.signal;
  }

  /** Takes a wish to end that came another way than by a signal, such as Ctrl-C in a terminal that reads single keys. */
  wish(): void {
    this.#hear();
  }

  /** Stops listening. */
  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.#hear);
  }

  readonly #hear = (): void => {
    if (!this.#stopped.signal.aborted) {
      this.#stopped.abort();
      // Taken afterwards: cancelling writes to the ledger, which takes its time, and the same wish may already wait.
      this.#abortedAt = performance.now();
    } else if (performance.now() - this.#abortedAt > SAME_WISH_MS) process.exit(ENDED_BY_SIGNAL);
  };
}
