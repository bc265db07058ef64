import type { CauseFinding } from '../../domain/not-detected.ts';
import { type CausesHere, findCausesHere } from './causes-here.ts';

type Find = (here: CausesHere) => Promise<readonly CauseFinding[]>;

/** Looks for causes once at a time: who asks again while a search of the same place goes on hears what that one finds, because each search starts programs. */
export class OneSearch {
  readonly #find: Find;
  readonly #running = new Map<string, Promise<readonly CauseFinding[]>>();

  constructor(find: Find = findCausesHere) {
    this.#find = find;
  }

  /** What a search of this place finds; a search that is over is no answer for who asks after it. */
  find(here: CausesHere): Promise<readonly CauseFinding[]> {
    const { board, dataFolder, practice, adbServer } = here;
    const place = JSON.stringify([board === null, dataFolder, practice, adbServer]);
    const running = this.#running.get(place);
    if (running !== undefined) return running;
    const search = this.#find(here).finally(() => this.#running.delete(place));
    this.#running.set(place, search);
    return search;
  }
}
