import type { Duplex } from 'node:stream';
import { type ByteLink, LinkEndedError } from './byte-link.ts';

/** A ByteLink over a Node duplex stream (a socket, most often); it never reads ahead of its reader by more than the stream's own buffer. */
export class StreamLink implements ByteLink {
  readonly #stream: Duplex;
  #ahead: Uint8Array | null = null;
  #ended = false;
  #closed = false;
  #failure: { readonly reason: unknown } | null = null;
  #waiting: (() => void)[] = [];

  constructor(stream: Duplex) {
    this.#stream = stream;
    const wake = (): void => this.#wake();
    stream.on('readable', wake);
    stream.on('drain', wake);
    stream.on('end', () => {
      this.#ended = true;
      wake();
    });
    stream.on('close', () => {
      this.#closed = true;
      wake();
    });
    stream.on('error', (error) => {
      this.#failure ??= { reason: error };
      wake();
    });
  }

  async readSome(): Promise<Uint8Array | null> {
    if (this.#ahead !== null) {
      const ahead = this.#ahead;
      this.#ahead = null;
      return ahead;
    }
    for (;;) {
      const chunk: Uint8Array | null = this.#stream.read();
      if (chunk !== null && chunk.length > 0) return chunk;
      if (this.#failure !== null) throw this.#failure.reason;
      if (this.#ended || this.#closed) return null;
      await this.#nextEvent();
    }
  }

  async readExactly(sizeBytes: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = sizeBytes;
    while (missing > 0) {
      const chunk = await this.readSome();
      if (chunk === null) throw new LinkEndedError(missing);
      if (chunk.length > missing) this.#ahead = chunk.subarray(missing);
      parts.push(chunk.length > missing ? chunk.subarray(0, missing) : chunk);
      missing -= Math.min(missing, chunk.length);
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, sizeBytes);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#refuseWhenBroken();
    if (bytes.length === 0) return;
    this.#stream.write(bytes);
    while (this.#stream.writableNeedDrain) {
      this.#refuseWhenBroken();
      await this.#nextEvent();
    }
    this.#refuseWhenBroken();
  }

  finishWriting(): void {
    if (!this.#closed && this.#failure === null) this.#stream.end();
  }

  destroy(reason?: unknown): void {
    if (!this.#closed) this.#failure ??= { reason: reason ?? new LinkEndedError(0) };
    this.#stream.destroy();
    this.#wake();
  }

  #refuseWhenBroken(): void {
    if (this.#failure !== null) throw this.#failure.reason;
    if (this.#closed) throw new LinkEndedError(0);
  }

  #nextEvent(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
