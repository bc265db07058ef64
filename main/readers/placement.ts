import type { PlacementHelp } from '../../domain/chip-view.ts';

/** What one short look at a reader's field found. */
export type Sensed =
  | { readonly is: 'nothing' }
  | { readonly is: 'one'; readonly idm: string }
  | { readonly is: 'several' }
  | { readonly is: 'unclear' };

const REMEMBERED = 8;
const GONE_AFTER = 3;
const RESTLESS_CHANGES = 3;
const UNCLEAR_IN_A_ROW = 3;

/** What lies on a reader, from look to look: whether a chip lies still, is gone, or comes and goes. It knows no time. */
export class Placement {
  #looks: readonly Sensed[] = [];

  /** Takes in the next look. */
  take(sensed: Sensed): void {
    this.#looks = [...this.#looks, sensed].slice(-REMEMBERED);
    // What lay there before has nothing to say about what comes next.
    if (this.#trailing('nothing') >= GONE_AFTER) this.#looks = [];
  }

  /** Forgets everything, as when the field was used for something else. */
  clear(): void {
    this.#looks = [];
  }

  /** The number of the chip that was sensed alone twice in a row, or null. */
  get still(): string | null {
    const [before, last] = this.#looks.slice(-2);
    return before?.is === 'one' && last?.is === 'one' && before.idm === last.idm ? last.idm : null;
  }

  /** Whether something lies there; a chip that misses a look or two has not left yet. */
  get isOccupied(): boolean {
    return this.#looks.some(({ is }) => is !== 'nothing');
  }

  /** What would help a person now. */
  get help(): PlacementHelp {
    if (this.#looks.at(-1)?.is === 'several') return 'one-only';
    if (this.#isRestless()) return 'move-phone';
    return this.isOccupied ? 'hold-still' : 'lay-phone';
  }

  #isRestless(): boolean {
    const changes = this.#looks.filter((look, at) => {
      const before = this.#looks[at - 1];
      return before !== undefined && numberOf(before) !== numberOf(look);
    });
    return changes.length >= RESTLESS_CHANGES || this.#trailing('unclear') >= UNCLEAR_IN_A_ROW;
  }

  #trailing(what: Sensed['is']): number {
    return this.#looks.length - 1 - this.#looks.findLastIndex(({ is }) => is !== what);
  }
}

const numberOf = (look: Sensed): string => (look.is === 'one' ? look.idm : look.is);
