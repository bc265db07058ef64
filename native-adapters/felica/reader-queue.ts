import { unlessAborted } from '../links/deadline.ts';

/** Lets one piece of work at a time at a reader, in the order in which they were asked for. */
export class ReaderQueue {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs the work when everything before it is over. When the signal fires the caller is free at once with its reason; work that has
   * begun is ended in order behind it, and the next one waits for that.
   */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return unlessAborted(turn, signal);
  }
}
