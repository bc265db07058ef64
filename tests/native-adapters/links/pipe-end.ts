import { Duplex } from 'node:stream';

/** One end of a link that says the given chunks, one an event-loop turn, then ends; it swallows what is written. */
export class PipeEnd extends Duplex {
  readonly #chunks: Uint8Array[];

  constructor(chunks: readonly Uint8Array[]) {
    super();
    this.#chunks = chunks.filter((chunk) => chunk.length > 0);
  }

  override _read(): void {
    const chunk = this.#chunks.shift();
    setImmediate(() => this.push(chunk ?? null));
  }

  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    setImmediate(done);
  }
}
