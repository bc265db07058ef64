import net from 'node:net';
import { type ErrorCode, WorkstationError } from '../../../domain/errors.ts';
import { LinkEndedError } from '../../links/byte-link.ts';
import { type CallLimits, type Deadline, startDeadline, unlessAborted } from '../../links/deadline.ts';
import { StreamLink } from '../../links/stream-link.ts';
import type { PlistDict } from '../plist/plist-value.ts';
import { type MuxAddress, shownAddress } from './address.ts';
import { encodeMuxFrame, readMuxFrame } from './mux-frame.ts';
import { isEvent } from './mux-messages.ts';

/** What names us in the daemon's log. */
const GREETING: PlistDict = {
  ProgName: 'hakushi',
  ClientVersionString: 'hakushi',
  // libusbmuxd include/usbmuxd-proto.h: 3 is the version in which replies are property lists.
  kLibUSBMuxVersion: 3,
};

/** One connection to the daemon, and the requests on it; everything thrown is a WorkstationError. */
export class MuxTalk {
  readonly #socket: net.Socket;
  readonly #link: StreamLink;
  readonly #address: MuxAddress;
  readonly #early: PlistDict[] = [];

  private constructor(socket: net.Socket, address: MuxAddress) {
    this.#socket = socket;
    this.#address = address;
    this.#link = new StreamLink(socket);
    // Once the link lets go, an error must still find somebody; whoever reads the socket sees it close.
    socket.on('error', () => undefined);
  }

  /** Opens a connection that breaks when the signal fires; throws usbmuxd.absent when nobody listens there. */
  static async dial(address: MuxAddress, signal: AbortSignal): Promise<MuxTalk> {
    signal.throwIfAborted();
    const socket = address.is === 'unix' ? net.connect({ path: address.path }) : net.connect(address);
    const connected = new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    try {
      await unlessAborted(connected, signal);
    } catch (error) {
      socket.destroy();
      socket.on('error', () => undefined);
      connected.catch(() => undefined);
      if (signal.aborted) throw signal.reason;
      throw dialFault(address, error);
    }
    return new MuxTalk(socket, address);
  }

  /** Sends one request and promises its reply, whose tag is the request's own; throws device.protocol on another tag. */
  async ask(tag: number, request: PlistDict, signal: AbortSignal): Promise<PlistDict> {
    const stop = (): void => this.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await this.#link.write(encodeMuxFrame({ tag, message: { ...request, ...GREETING } }));
      for (;;) {
        const reply = await readMuxFrame(this.#link);
        if (reply.tag === tag) return reply.message;
        if (!isEvent(reply.message)) {
          throw new WorkstationError('device.protocol', { what: 'usbmuxd tag', tag: reply.tag });
        }
        this.#early.push(reply.message);
      }
    } catch (error) {
      this.destroy();
      throw this.#explain(error, signal);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Yields what the daemon tells of its own accord, until the connection or the signal ends it by an error. */
  async *events(signal: AbortSignal): AsyncGenerator<PlistDict, never, undefined> {
    const stop = (): void => this.destroy();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      for (const message of this.#early.splice(0)) yield message;
      for (;;) yield (await readMuxFrame(this.#link)).message;
    } catch (error) {
      throw this.#explain(error, signal);
    } finally {
      this.destroy();
      signal.removeEventListener('abort', stop);
    }
  }

  /** Hands out the socket, for what follows a successful Connect: paused, without a reader, and with every byte that was read ahead put back. */
  release(): net.Socket {
    this.#link.release();
    this.#socket.pause();
    return this.#socket;
  }

  /** Closes the connection. */
  destroy(): void {
    this.#link.destroy();
  }

  #explain(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    if (error instanceof WorkstationError) return error;
    const reason = error instanceof LinkEndedError ? 'closed' : codeOf(error);
    return new WorkstationError('usbmuxd.down', { address: shownAddress(this.#address), reason }, { cause: error });
  }
}

/** Starts the clock of one request; when it runs out the signal fires with device.timeout naming the request. */
export function startMuxDeadline(request: string, limits: CallLimits): Deadline {
  return startDeadline(
    limits,
    (limitMs) => new WorkstationError('device.timeout', { what: `usbmuxd ${request}`, limitMs }),
  );
}

function dialFault(address: MuxAddress, error: unknown): WorkstationError {
  const reason = codeOf(error);
  const code: ErrorCode = reason === 'ENOENT' || reason === 'ECONNREFUSED' ? 'usbmuxd.absent' : 'usbmuxd.down';
  return new WorkstationError(code, { address: shownAddress(address), reason }, { cause: error });
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
