import { type ServiceStream, StreamClosed } from '../services/service-stream.ts';
import { ADB_COMMAND } from './packet.ts';

const EMPTY = new Uint8Array();

/** Sends one packet on the connection that owns a stream. */
export type SendPacket = (command: number, arg0: number, arg1: number, payload: Uint8Array) => void;

/** The two names of a stream: ours and the host's (source: protocol.md, local-id and remote-id). */
export interface StreamIds {
  readonly own: number;
  readonly host: number;
}

/** One stream of a multiplexed adb connection: one unanswered WRTE at a time in each direction. */
export class WireStream implements ServiceStream {
  readonly ids: StreamIds;
  readonly #send: SendPacket;
  readonly #largestBytes: number;
  readonly #ended = new AbortController();
  #inbox: Uint8Array[] = [];
  #hostClosed = false;
  #closeSent = false;
  #wakeReader: (() => void) | null = null;
  #acknowledged: (() => void) | null = null;
  #writes: Promise<void> = Promise.resolve();

  constructor(ids: StreamIds, send: SendPacket, largestBytes: number) {
    this.ids = ids;
    this.#send = send;
    this.#largestBytes = largestBytes;
  }

  get closed(): AbortSignal {
    return this.#ended.signal;
  }

  /** Accepts a WRTE of the host; its OKAY is sent when the service takes the bytes, which is the back-pressure. */
  receive(bytes: Uint8Array): void {
    this.#inbox.push(bytes);
    this.#wakeReader?.();
  }

  /** Accepts the host's OKAY for our last WRTE. */
  acknowledge(): void {
    const done = this.#acknowledged;
    this.#acknowledged = null;
    done?.();
  }

  /** Accepts the host's CLSE, or the end of the whole connection; bytes already received can still be read. */
  hostGone(): void {
    this.#hostClosed = true;
    this.#ended.abort();
    this.#wakeReader?.();
    this.acknowledge();
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#inbox.length === 0) {
      if (this.#hostClosed || this.#closeSent) return null;
      await new Promise<void>((wake) => {
        this.#wakeReader = wake;
      });
      this.#wakeReader = null;
    }
    const bytes = this.#inbox.shift() ?? EMPTY;
    if (!this.#hostClosed && !this.#closeSent) this.#send(ADB_COMMAND.OKAY, this.ids.own, this.ids.host, EMPTY);
    return bytes;
  }

  write(bytes: Uint8Array): Promise<void> {
    const done = this.#writes.then(() => this.#writeAll(bytes));
    this.#writes = done.catch(() => undefined);
    return done;
  }

  close(): void {
    if (!this.#closeSent && !this.#hostClosed) this.#send(ADB_COMMAND.CLSE, this.ids.own, this.ids.host, EMPTY);
    this.#closeSent = true;
    this.#ended.abort();
    this.#wakeReader?.();
    this.acknowledge();
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let offset = 0; offset < bytes.length; offset += this.#largestBytes) {
      if (this.#ended.signal.aborted) throw new StreamClosed();
      const acknowledged = new Promise<void>((done) => {
        this.#acknowledged = done;
      });
      this.#send(ADB_COMMAND.WRTE, this.ids.own, this.ids.host, bytes.subarray(offset, offset + this.#largestBytes));
      await acknowledged;
    }
    if (this.#ended.signal.aborted && bytes.length > 0) throw new StreamClosed();
  }
}
