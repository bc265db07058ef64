import type net from 'node:net';
import tls from 'node:tls';
import { WorkstationError } from '../../../domain/errors.ts';
import { LinkEndedError } from '../../links/byte-link.ts';
import { type CallLimits, type Deadline, startDeadline, unlessAborted } from '../../links/deadline.ts';
import { StreamLink } from '../../links/stream-link.ts';
import type { PlistDict } from '../plist/plist-value.ts';
import { readPlistDict } from '../plist/read-plist.ts';
import { writePlist } from '../plist/write-plist.ts';

// libimobiledevice src/property_list_service.c: four bytes of length, big-endian, then the list.
const LENGTH_BYTES = 4;
// The longest answer we ask for, a list of profiles with their texts, stays far below.
const LONGEST_MESSAGE_BYTES = 16 * 1024 * 1024;

/** What a connection to a phone proves itself by, and the one certificate that it takes the phone for genuine by. */
export interface TlsIdentity {
  readonly secureContext: tls.SecureContext;
  /** The phone's certificate of the pair record, in DER. */
  readonly deviceCertificate: Uint8Array;
}

/** What came back for a message: a dictionary, or the end of the connection in its place. */
export type ChannelReply = { readonly is: 'reply'; readonly message: PlistDict } | { readonly is: 'closed' };

/**
 * Property lists over a socket to a phone, one question at a time; concurrent ones wait for each other. After a time-out or an
 * unreadable answer the channel is closed, because the next answer could not be told from a late one.
 */
export class PlistChannel {
  #stream: net.Socket;
  #link: StreamLink;
  #turn: Promise<unknown> = Promise.resolve();

  /** Takes over a socket that nobody reads. */
  constructor(socket: net.Socket) {
    this.#stream = socket;
    this.#link = new StreamLink(socket);
    socket.on('error', () => undefined);
  }

  /** Sends a message and promises the answer; `what` names it in errors. Throws device.unplugged when the connection ended, device.timeout or device.protocol. */
  async request(what: string, message: PlistDict, limits: CallLimits): Promise<PlistDict> {
    const reply = await this.ask(what, message, limits);
    if (reply.is === 'closed') throw new WorkstationError('device.unplugged', { what });
    return reply.message;
  }

  /** Sends a message and promises the answer, or that the connection ended before a whole one came; throws device.timeout or device.protocol. */
  async ask(what: string, message: PlistDict, limits: CallLimits): Promise<ChannelReply> {
    return this.#inTurn(what, limits, async () => {
      const body = writePlist(message);
      const frame = new Uint8Array(LENGTH_BYTES + body.length);
      new DataView(frame.buffer).setUint32(0, body.length);
      frame.set(body, LENGTH_BYTES);
      try {
        await this.#link.write(frame);
        return { is: 'reply', message: await this.#read() };
      } catch (error) {
        if (hasEnded(error)) return { is: 'closed' };
        throw asLinkFault(error);
      }
    });
  }

  /**
   * Goes on in TLS on the same socket, and only with the phone that holds the certificate of the pairing; throws device.protocol
   * (`tls` when the phone does not agree, `device certificate` when it shows another one) and device.unplugged when it hangs up.
   */
  async upgrade(identity: TlsIdentity, limits: CallLimits): Promise<void> {
    await this.#inTurn('tls', limits, async (signal) => {
      this.#link.release();
      // Names and serial numbers of these certificates are empty and equal, so no chain can be verified: the pin below takes its place.
      const { secureContext } = identity;
      const secure = tls.connect({ socket: this.#stream, secureContext, rejectUnauthorized: false });
      secure.on('error', () => undefined);
      this.#stream = secure;
      this.#link = new StreamLink(secure);
      await unlessAborted(whenSecure(secure), signal);
      const shown = secure.getPeerCertificate().raw;
      if (shown === undefined || !Buffer.from(identity.deviceCertificate).equals(shown)) {
        throw new WorkstationError('device.protocol', { what: 'device certificate' });
      }
    });
  }

  /** Closes the connection; what still waits ends as closed. */
  destroy(): void {
    this.#link.destroy();
    this.#stream.destroy();
  }

  async #inTurn<T>(what: string, limits: CallLimits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = startPhoneDeadline(what, limits);
    const before = this.#turn;
    const run = async (): Promise<T> => {
      await before.catch(() => undefined);
      return work(deadline.signal);
    };
    const running = run();
    this.#turn = running.catch(() => undefined);
    try {
      return await unlessAborted(running, deadline.signal);
    } catch (error) {
      running.catch(() => undefined);
      this.destroy();
      throw error;
    } finally {
      deadline.release();
    }
  }

  async #read(): Promise<PlistDict> {
    const head = await this.#link.readExactly(LENGTH_BYTES);
    const sizeBytes = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
    if (sizeBytes === 0 || sizeBytes > LONGEST_MESSAGE_BYTES) {
      throw new WorkstationError('device.protocol', { what: 'message length', sizeBytes });
    }
    return readPlistDict(await this.#link.readExactly(sizeBytes));
  }
}

/** Starts the clock of one question to a phone; when it runs out the signal fires with device.timeout naming the question. */
export function startPhoneDeadline(what: string, limits: CallLimits): Deadline {
  return startDeadline(limits, (limitMs) => new WorkstationError('device.timeout', { what, limitMs }));
}

function whenSecure(secure: tls.TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    secure.once('secureConnect', resolve);
    secure.once('error', (error) => {
      reject(hasEnded(error) ? new WorkstationError('device.unplugged', { what: 'tls' }) : asLinkFault(error));
    });
    secure.once('close', () => reject(new WorkstationError('device.unplugged', { what: 'tls' })));
  });
}

const ENDINGS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_DESTROYED']);

function hasEnded(error: unknown): boolean {
  if (error instanceof LinkEndedError) return true;
  return ENDINGS.has(codeOf(error));
}

/** What is left on a link that did not end is a quarrel of TLS; its words are OpenSSL's and tell nothing of keys. */
function asLinkFault(error: unknown): unknown {
  if (error instanceof WorkstationError) return error;
  return new WorkstationError('device.protocol', { what: 'tls', reason: codeOf(error) });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
