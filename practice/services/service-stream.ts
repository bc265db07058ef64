/** Two-way bytes between a host program and one service of a phone, whatever carries them. */
export interface ServiceStream {
  /** Returns the next bytes from the host, or null when the host has closed. */
  read(): Promise<Uint8Array | null>;
  /** Sends bytes to the host; resolves when the other side took them, rejects with StreamClosed when it is gone. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the stream from the phone's side; calling it again does nothing. */
  close(): void;
  /** Aborts as soon as the host, the cable or the phone has ended the stream. */
  readonly closed: AbortSignal;
}

/** Says that the other side of a stream is gone, which is ordinary life on a cable. */
export class StreamClosed extends Error {
  override readonly name = 'StreamClosed';
  constructor() {
    super('the stream is closed');
  }
}

/** Lets a service read exact numbers of bytes from a stream that arrives in pieces. */
export class StreamReader {
  readonly #stream: ServiceStream;
  #held: Uint8Array = new Uint8Array();

  constructor(stream: ServiceStream) {
    this.#stream = stream;
  }

  /** Returns exactly that many bytes; rejects with StreamClosed when the stream ends before them. */
  async take(sizeBytes: number): Promise<Buffer> {
    const parts: Uint8Array[] = [this.#held];
    let have = this.#held.length;
    while (have < sizeBytes) {
      const more = await this.#stream.read();
      if (more === null) throw new StreamClosed();
      parts.push(more);
      have += more.length;
    }
    const whole = parts.length === 1 ? this.#held : Buffer.concat(parts);
    this.#held = whole.subarray(sizeBytes);
    return Buffer.from(whole.buffer, whole.byteOffset, sizeBytes);
  }

  /** Gives up the bytes that were read too far; the reader is of no use afterwards. */
  rest(): Uint8Array {
    const rest = this.#held;
    this.#held = new Uint8Array();
    return rest;
  }
}

/** Serves one stream; the stream is closed when the promise settles. */
export type ServiceHandler = (stream: ServiceStream) => Promise<void>;

/** Runs a service to its end and closes its stream; a service that breaks ends only its own stream. */
export function runService(handler: ServiceHandler, stream: ServiceStream): void {
  handler(stream).then(
    () => stream.close(),
    () => stream.close(),
  );
}
