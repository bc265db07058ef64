import { WorkstationError } from '../../domain/errors.ts';
import type { ReaderTransport } from '../../domain/reader.ts';
import type { VirtualReader } from './readers/virtual-reader.ts';

/** Lets that many milliseconds pass, or fewer when the signal ends it; it never rejects. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Carries bytes between a driver and one virtual reader, as USB does: packets, empty transfers, and a cable that can be out. */
export class PracticeTransport implements ReaderTransport {
  readonly #reader: VirtualReader;
  readonly #pause: Pause;
  readonly #released: () => void;
  #isClosed = false;

  constructor(reader: VirtualReader, pause: Pause, released: () => void) {
    this.#reader = reader;
    this.#pause = pause;
    this.#released = released;
  }

  async write(frame: Uint8Array): Promise<void> {
    this.#mustBeThere();
    this.#reader.receive(frame);
    if (frame.length > 0 && frame.length % this.#reader.packets.packetBytes === 0) {
      this.#reader.receive(new Uint8Array());
    }
  }

  async read(withinMs: number): Promise<Uint8Array | null> {
    this.#mustBeThere();
    const ready = this.#next();
    if (ready !== null) return ready;
    await this.#somethingHappens(withinMs);
    const packet = this.#next();
    if (packet === null) this.#mustBeThere();
    return packet;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#released();
  }

  /** The next packet that is not empty; what arrived before the cable went out can still be read. */
  #next(): Uint8Array | null {
    for (;;) {
      const packet = this.#reader.packets.take();
      if (packet === null || packet.length > 0) return packet;
    }
  }

  async #somethingHappens(withinMs: number): Promise<void> {
    const offs: (() => void)[] = [];
    const happened = new Promise<void>((resolve) => {
      offs.push(this.#reader.packets.onPacket(resolve), this.#reader.onPlugged(resolve));
    });
    const waiting = new AbortController();
    await Promise.race([happened, this.#pause(withinMs, waiting.signal)]);
    waiting.abort();
    for (const off of offs) off();
  }

  #mustBeThere(): void {
    if (this.#isClosed || (!this.#reader.isPlugged && this.#reader.packets.length === 0)) {
      throw new WorkstationError('reader.unplugged', { reader: this.#reader.serial });
    }
  }
}
