import type { Socket } from 'node:net';
import { drained } from '../services/drained.ts';
import { type ServiceStream, StreamClosed } from '../services/service-stream.ts';

/** One client socket of the in-process adb server, read in pieces and written with back-pressure. */
export class SocketStream implements ServiceStream {
  readonly #socket: Socket;
  readonly #ended = new AbortController();
  readonly #inbox: Uint8Array[] = [];
  #wake: (() => void) | null = null;
  #hostClosed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.#inbox.push(bytes);
      socket.pause();
      this.#wake?.();
    });
    socket.on('error', () => socket.destroy());
    // The real server closes both ways when a client ends its own.
    socket.on('end', () => this.#end());
    socket.on('close', () => this.#end());
  }

  get closed(): AbortSignal {
    return this.#ended.signal;
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#inbox.length === 0) {
      if (this.#hostClosed) return null;
      this.#socket.resume();
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
      this.#wake = null;
    }
    return this.#inbox.shift() ?? null;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#ended.signal.aborted) throw new StreamClosed();
    if (this.#socket.write(bytes)) return;
    await drained(this.#socket);
    if (this.#ended.signal.aborted) throw new StreamClosed();
  }

  close(): void {
    this.#socket.end();
    this.#end();
  }

  /** Breaks the socket as the real server does when a phone vanishes. */
  cut(): void {
    this.#socket.destroy();
    this.#end();
  }

  #end(): void {
    this.#hostClosed = true;
    this.#ended.abort();
    this.#wake?.();
  }
}

/** A stream that gives back bytes which were read too far before the socket's next ones. */
export class ResumedStream implements ServiceStream {
  readonly #stream: ServiceStream;
  #first: Uint8Array | null;

  constructor(stream: ServiceStream, first: Uint8Array) {
    this.#stream = stream;
    this.#first = first.length > 0 ? first : null;
  }

  get closed(): AbortSignal {
    return this.#stream.closed;
  }

  read(): Promise<Uint8Array | null> {
    const first = this.#first;
    this.#first = null;
    return first === null ? this.#stream.read() : Promise.resolve(first);
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#stream.write(bytes);
  }

  close(): void {
    this.#stream.close();
  }
}
