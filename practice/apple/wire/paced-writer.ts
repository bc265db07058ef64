import type { Duplex } from 'node:stream';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { Pieces } from '../phone/iphone-model.ts';

/** How long answers are gathered before they go out as one piece. */
const GATHER_MS = 4;

/** Writes to a stream in one of the lawful manners; the order is kept whatever the pieces. */
export class PacedWriter {
  readonly #stream: Duplex;
  readonly #pieces: Pieces;
  #work: Promise<void> = Promise.resolve();
  #gathered: Uint8Array[] = [];

  constructor(stream: Duplex, pieces: Pieces) {
    this.#stream = stream;
    this.#pieces = pieces;
  }

  /** Writes bytes, and is done when they have been handed to the system or the stream is gone. */
  write(bytes: Uint8Array): Promise<void> {
    if (this.#pieces === 'merged') {
      this.#gathered.push(bytes);
      if (this.#gathered.length === 1) this.#work = this.#work.then(() => this.#flush());
      return this.#work;
    }
    this.#work = this.#work.then(() => (this.#pieces === 'bytes' ? this.#drip(bytes) : this.#hand(bytes)));
    return this.#work;
  }

  async #flush(): Promise<void> {
    await delay(GATHER_MS);
    const bytes = Buffer.concat(this.#gathered);
    this.#gathered = [];
    await this.#hand(bytes);
  }

  async #drip(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += 1) {
      await this.#hand(bytes.subarray(at, at + 1));
      await nextTurn();
    }
  }

  #hand(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stream.destroyed || !this.#stream.writable) resolve();
      // An error reaches whoever reads; here it only means that nobody hears any more.
      else this.#stream.write(bytes, () => resolve());
    });
  }
}
