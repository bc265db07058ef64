import { setImmediate as nextTurn } from 'node:timers/promises';

/** Runs works one after the other and lets everything else have a turn before each: printing is short, but many at once are not. */
export class OneByOne {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs a work when its turn has come; one that fails holds nobody up. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(nextTurn).then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
