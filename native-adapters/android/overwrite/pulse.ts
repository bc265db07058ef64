import { WorkstationError } from '../../../domain/errors.ts';
import type { OverwriteProgress } from '../overwriter/report.ts';

/** How many looks in a row may find no readable record; one that is just being rewritten is torn for a moment. */
export const MOST_TORN_READS = 20;

/** Feels whether a run is still alive: its process, a readable status, and progress within the patience. */
export class Pulse {
  readonly #stallMs: number;
  readonly #now: () => number;
  #mark = '';
  #at: number;
  #dead = 0;
  #torn = 0;

  constructor(stallMs: number, now: () => number = () => performance.now()) {
    this.#stallMs = stallMs;
    this.#now = now;
    this.#at = now();
  }

  /** Takes in one look; throws `overwriter.lost` when the run is no longer alive. */
  feel(progress: Pick<OverwriteProgress, 'phase' | 'done'> | null, alive: boolean): void {
    // A process that ended between the two reads has its result in the file at the next look.
    this.#dead = alive ? 0 : this.#dead + 1;
    this.#torn = progress ? 0 : this.#torn + 1;
    const mark = progress ? `${progress.phase} ${progress.done}` : this.#mark;
    if (mark !== this.#mark) this.#at = this.#now();
    this.#mark = mark;
    const isStalled = this.#now() - this.#at > this.#stallMs;
    if (this.#dead > 1 || this.#torn > MOST_TORN_READS || isStalled) throw new WorkstationError('overwriter.lost');
  }

  /** Counts a stall from now on: until now the run stood still because it waited for the workstation, as it was told to. */
  startAnew(): void {
    this.#at = this.#now();
  }
}
