import type { Duplex } from 'node:stream';
import { type ByteLink, LinkEndedError } from './byte-link.ts';

/** A ByteLink over a Node duplex stream (a socket, most often); it never reads ahead of its reader by more than the stream's own buffer. */
export class StreamLink implements ByteLink {
  readonly #stream: Duplex;
  #ahead: Uint8Array | null = null;
  #ended = false;
  #closed = false;
  #released = false;
  #failure: { readonly reason: unknown } | null = null;
  #waiting: (() => void)[] = [];

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('readable', this.#wake);
    stream.on('drain', this.#wake);
    stream.on('end', this.#onEnd);
    stream.on('close', this.#onClose);
    stream.on('error', this.#onError);
  }

  readonly #wake = (): void => {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#wake();
  };

  readonly #onClose = (): void => {
    this.#closed = true;
    this.#wake();
  };

  readonly #onError = (error: unknown): void => {
    this.#failure ??= { reason: error };
    this.#wake();
  };

  /** Lets go of the stream, so that somebody else can read it from where this reader stopped; who reads or writes here afterwards meets the end. */
  release(): void {
    const stream = this.#stream;
    stream.off('readable', this.#wake);
    stream.off('drain', this.#wake);
    stream.off('end', this.#onEnd);
    stream.off('close', this.#onClose);
    stream.off('error', this.#onError);
    this.#closed = true;
    this.#released = true;
    if (this.#ahead !== null) stream.unshift(this.#ahead);
    this.#ahead = null;
    this.#wake();
  }

  async readSome(): Promise<Uint8Array | null> {
    if (this.#ahead !== null) {
      const ahead = this.#ahead;
      this.#ahead = null;
      return ahead;
    }
    for (;;) {
      // A reader that waited when the stream was let go must not take what is the next one's.
      if (this.#released) return null;
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
    if (this.#released) return;
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
}
