import { WorkstationError } from '../../../domain/errors.ts';

/** Collects output and refuses to grow beyond its bound (device.protocol, what = output-too-long). */
export class BoundedBytes {
  readonly #maxBytes: number;
  readonly #parts: Uint8Array[] = [];
  #sizeBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes collected so far. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Adds bytes; throws when the bound is passed, counting `besides` bytes kept elsewhere. */
  add(bytes: Uint8Array, besides = 0): void {
    this.#sizeBytes += bytes.length;
    if (this.#sizeBytes + besides > this.#maxBytes) {
      throw new WorkstationError('device.protocol', { what: 'output-too-long', maxBytes: this.#maxBytes });
    }
    this.#parts.push(bytes);
  }

  /** Returns everything collected as one array. */
  joined(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts, this.#sizeBytes));
  }
}
