import { WorkstationError } from '../../domain/errors.ts';
import { readerId } from '../../domain/ids.ts';
import type { ReaderSighting, ReaderSource, ReadersSeen, ReaderTransport } from '../../domain/reader.ts';
import { type Pause, PracticeTransport } from './reader-transport.ts';
import type { VirtualReader } from './readers/virtual-reader.ts';

/** Shows the readers of a practice as a bus would, and opens one program's way to each. */
export class PracticeSource implements ReaderSource {
  readonly #readers: ReadonlyMap<string, VirtualReader>;
  readonly #pause: Pause;
  readonly #open = new Set<string>();
  readonly #stopped = new AbortController();

  constructor(readers: ReadonlyMap<string, VirtualReader>, pause: Pause) {
    this.#readers = readers;
    this.#pause = pause;
  }

  async *watch(signal: AbortSignal): AsyncGenerator<ReadersSeen> {
    const left = new AbortController();
    const ended = AbortSignal.any([signal, this.#stopped.signal, left.signal]);
    let told: string | null = null;
    try {
      while (!ended.aborted) {
        const changed = this.#change(ended);
        const readers = this.#sightings();
        const now = readers.map(({ reader }) => reader).join(' ');
        if (now !== told) yield { up: true, readers };
        told = now;
        await changed;
      }
    } finally {
      left.abort();
    }
  }

  async open(sighting: ReaderSighting, signal: AbortSignal): Promise<ReaderTransport> {
    signal.throwIfAborted();
    const place = sighting.reader;
    const reader = this.#readers.get(place);
    if (!reader?.isPlugged || this.#stopped.signal.aborted)
      throw new WorkstationError('reader.absent', { reader: place });
    if (this.#open.has(place)) throw new WorkstationError('reader.busy', { reader: place });
    this.#open.add(place);
    return new PracticeTransport(reader, this.#pause, () => this.#open.delete(place));
  }

  /** Ends every watch; nothing can be opened afterwards. */
  stop(): void {
    this.#stopped.abort();
  }

  #sightings(): readonly ReaderSighting[] {
    return [...this.#readers]
      .filter(([, { isPlugged }]) => isPlugged)
      .map(([place, { usb, serial }]) => ({
        reader: readerId(place),
        vendorId: usb.vendorId,
        productId: usb.productId,
        serial,
        name: usb.name,
      }));
  }

  #change(ended: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        for (const off of offs) off();
        ended.removeEventListener('abort', done);
        resolve();
      };
      const offs = [...this.#readers.values()].map((reader) => reader.onPlugged(done));
      ended.addEventListener('abort', done);
    });
  }
}
