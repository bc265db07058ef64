import type { JobView } from '../../domain/window-state.ts';
import type { Publisher } from '../ipc/publish.ts';
import type { JobViews } from '../jobs/job-views.ts';
import type { PortTiles } from './port-tiles.ts';

/** Jobs that wait for a second person and stand on no tile, told to the window whenever they have changed. */
export class ReviewWaiting {
  readonly #jobs: JobViews;
  readonly #tiles: PortTiles;
  readonly #publisher: Publisher;
  #shown: readonly JobView[] = [];

  constructor(jobs: JobViews, tiles: PortTiles, publisher: Publisher) {
    this.#jobs = jobs;
    this.#tiles = tiles;
    this.#publisher = publisher;
  }

  /** The list as it is now, oldest first. */
  all(): readonly JobView[] {
    const shown = new Set(this.#tiles.all().map(({ job }) => job?.id));
    return this.#jobs.waiting().filter(({ id }) => !shown.has(id));
  }

  /** Takes the list as it is now for known, without telling. */
  begin(): void {
    this.#shown = this.all();
  }

  /** Tells the list when it has changed. */
  show(): void {
    const waiting = this.all();
    const before = this.#shown;
    const isSame = ({ id, chip }: JobView, at: number): boolean => id === before[at]?.id && chip === before[at].chip;
    if (waiting.length === before.length && waiting.every(isSame)) return;
    this.#shown = waiting;
    this.#publisher.publish({ kind: 'waiting', waiting });
  }
}
