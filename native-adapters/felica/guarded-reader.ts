import { WorkstationError } from '../../domain/errors.ts';
import type { ContactlessReader, ReaderModel, RfAnswer } from '../../domain/reader.ts';
import { PhoneGuard } from './phone-guard.ts';
import { ReaderQueue } from './reader-queue.ts';
import type { ReaderClock } from './readers/reader-clock.ts';

/** What one transmission brought; `field-lost` = the reader's field, and with it everything known of what lies in it, is gone. */
export type Heard = RfAnswer | { readonly is: 'field-lost' };

/** What a family of readers can do with its field; nothing but a GuardedReader may hold one. */
export interface Radio {
  /** Sends one FeliCa frame once and waits that many milliseconds of radio time. */
  transmit(frame: Uint8Array, withinMs: number, signal: AbortSignal): Promise<Heard>;
  /** Brings the field down and up again, ready for FeliCa. */
  renewField(): Promise<void>;
  /** Keeps the reader's session while nothing is asked; null where there is none. */
  readonly keepAlive: (() => Promise<void>) | null;
  /** Switches the field off, ends the session and gives the reader back, as far as it still can; never throws. */
  end(): Promise<void>;
}

/** What a reader says of itself. */
export type ReaderFacts = Pick<ContactlessReader, 'firmware' | 'serial'> & { readonly model: ReaderModel };

// nfcpy's number for Type 3 tags.
const MOST_TRIES = 3;
const KEEP_ALIVE_MS = 2000;
const POLLING = 0x00;

/** An open reader of any family: one exchange at a time, and the guard before every single transmission. */
export class GuardedReader implements ContactlessReader {
  readonly model: ReaderModel;
  readonly firmware: string;
  readonly serial: string | null;
  /** The length byte of a FeliCa frame counts itself; both families of readers take more. */
  readonly mostFrameBytes = 255;
  readonly #radio: Radio;
  readonly #clock: ReaderClock;
  readonly #guard = new PhoneGuard();
  readonly #queue = new ReaderQueue();
  readonly #closing = new AbortController();
  #endRest = (): void => undefined;
  #closed: Promise<void> | null = null;

  constructor(facts: ReaderFacts, radio: Radio, clock: ReaderClock) {
    this.model = facts.model;
    this.firmware = facts.firmware;
    this.serial = facts.serial;
    this.#radio = radio;
    this.#clock = clock;
    this.#rest();
  }

  async exchange(frame: Uint8Array, withinMs: number, signal: AbortSignal): Promise<RfAnswer> {
    // What was judged is what is sent, whatever the caller does with its bytes meanwhile.
    const bytes = Uint8Array.from(frame);
    return this.#inTurn(signal, (stop) => this.#exchange(bytes, withinMs, stop));
  }

  async resetField(signal: AbortSignal): Promise<void> {
    await this.#inTurn(signal, async () => {
      this.#guard.forget();
      await this.#radio.renewField();
    });
  }

  async close(): Promise<void> {
    this.#closing.abort(new WorkstationError('reader.absent'));
    this.#endRest();
    this.#closed ??= this.#queue.run(new AbortController().signal, async () => {
      this.#guard.forget();
      await this.#radio.end();
    });
    await this.#closed;
  }

  async #inTurn<T>(signal: AbortSignal, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const stop = AbortSignal.any([signal, this.#closing.signal]);
    return this.#queue.run(stop, async () => {
      this.#endRest();
      try {
        return await work(stop);
      } finally {
        this.#rest();
      }
    });
  }

  async #onAir<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // Nobody knows any more what is in the field, or whether there is one.
      this.#guard.forget();
      throw error;
    }
  }

  async #exchange(bytes: Uint8Array, withinMs: number, signal: AbortSignal): Promise<RfAnswer> {
    let worst: RfAnswer = { is: 'noise' };
    this.#guard.demand(bytes);
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      signal.throwIfAborted();
      // What was allowed before the field was lost need not be allowed now.
      if (!this.#guard.permits(bytes)) break;
      const heard = await this.#onAir(() => this.#radio.transmit(bytes, withinMs, signal));
      if (heard.is === 'answer') this.#guard.learn(bytes, heard.frame);
      if (heard.is === 'answer' || heard.is === 'silent') return heard;
      if (heard.is === 'field-lost') {
        this.#guard.forget();
        await this.#radio.renewField();
        continue;
      }
      worst = heard;
      // Only one chip answers to a number, so a collision is noise; to Polling it tells that there are two, and another try could hide one.
      if (heard.is === 'collision' && bytes[1] === POLLING) break;
    }
    return worst;
  }

  #rest(): void {
    this.#endRest();
    const { keepAlive } = this.#radio;
    if (keepAlive === null || this.#closing.signal.aborted) return;
    const { signal } = this.#closing;
    this.#endRest = this.#clock.after(KEEP_ALIVE_MS, () => {
      // A reader that is gone shows it to the next exchange; until then nobody is left to be told.
      this.#queue
        .run(signal, () => keepAlive())
        .then(
          () => this.#rest(),
          () => undefined,
        );
    });
  }
}
