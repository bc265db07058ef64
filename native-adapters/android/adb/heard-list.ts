import { type AdbListing, type AdbState, parseListing } from './listing.ts';

/** The phones that a living server lists, and whether it has lived long enough to have found all that are attached. */
export interface AdbPhones {
  readonly phones: readonly AdbListing[];
  readonly isWhole: boolean;
}

const UNSETTLED: ReadonlySet<AdbState> = new Set(['offline', 'authorizing', 'connecting']);

/** What one connection to an adb server has heard of its phones. */
export class HeardList {
  readonly #wholeAt: number;
  #last: { readonly text: string; readonly told: AdbPhones } | null = null;

  /** Begins with a new connection; after that many ms its lists are whole. */
  constructor(wholeAfterMs: number) {
    this.#wholeAt = performance.now() + wholeAfterMs;
  }

  /** Whether no phone is between two states. */
  get isSettled(): boolean {
    return !this.#last?.told.phones.some(({ state }) => UNSETTLED.has(state));
  }

  /** Takes a list that the server told by itself. */
  take(text: string): AdbPhones {
    const told = { phones: parseListing(text), isWhole: performance.now() >= this.#wholeAt };
    this.#last = { text, told };
    return told;
  }

  /**
   * Takes a list that was asked for, or none where the server said nothing new; null unless it is another one than before or has become
   * whole. A server that has not listed anything yet has not said that there is nothing.
   */
  takeNews(asked: string | null): AdbPhones | null {
    const last = this.#last;
    if (!last) return null;
    const text = asked ?? last.text;
    const isWhole = performance.now() >= this.#wholeAt;
    return text === last.text && isWhole === last.told.isWhole ? null : this.take(text);
  }
}
