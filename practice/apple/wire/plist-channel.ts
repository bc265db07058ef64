import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { WireManner } from '../phone/iphone-model.ts';
import { PacedWriter } from './paced-writer.ts';
import { binaryOf, dictIn, type PlistDict, xmlOf } from './property-list.ts';

/** Longer than any request that a phone takes. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What a phone shows of itself in TLS, and whom it lets in. */
export interface TlsSide {
  readonly key: string;
  readonly certificate: Uint8Array;
  readonly root: Uint8Array;
  /** The certificates of the computer that it trusts, one of which must be shown. */
  readonly admitted: readonly Uint8Array[];
}

/** Property lists behind a length of four bytes big-endian, over a socket that may turn into TLS (source: ios.md 7.1). */
export class PlistChannel {
  readonly #socket: Socket;
  readonly #manner: WireManner;
  #stream: Duplex;
  #writer: PacedWriter;
  #bytes: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;
  readonly #hear = (bytes: Buffer): void => {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    this.#wake();
  };
  readonly #end = (): void => {
    this.#ended = true;
    this.#wake();
  };

  constructor(socket: Socket, manner: WireManner) {
    this.#socket = socket;
    this.#manner = manner;
    this.#stream = socket;
    this.#writer = new PacedWriter(socket, manner.pieces);
    socket.setNoDelay(true);
    this.#listen(socket);
    // The multiplexer gives the socket away paused, so that nothing is lost on the way.
    socket.resume();
  }

  /** Returns the next request; null when the peer is gone, says nothing for that long, or says what no property list is. */
  async read(withinMs: number): Promise<PlistDict | null> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const whole = this.#take();
      if (whole !== undefined) return whole;
      if (this.#ended || !(await this.#more(deadline - Date.now()))) return null;
    }
  }

  /** Sends an answer in the phone's manner. */
  send(dict: PlistDict): Promise<void> {
    const body = this.#manner.binary ? binaryOf(dict) : this.#xml(dict);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return this.#writer.write(Buffer.concat([length, body]));
  }

  /** Turns the same socket into TLS and admits only the computer that was paired; false when that fails. */
  async secure({ key, certificate, root, admitted }: TlsSide): Promise<boolean> {
    this.#stopListening(this.#stream);
    // Otherwise the beginning of the client's greeting would be eaten here.
    this.#socket.pause();
    if (this.#bytes.length > 0) this.#socket.unshift(this.#bytes);
    this.#bytes = Buffer.alloc(0);
    const secureContext = createSecureContext({ key, cert: Buffer.from(certificate), ca: Buffer.from(root) });
    const stream = new TLSSocket(this.#socket, {
      isServer: true,
      secureContext,
      requestCert: true,
      // Names are empty and serial numbers equal, so that no chain can be checked; the certificate itself is compared.
      rejectUnauthorized: false,
    });
    this.#stream = stream;
    this.#writer = new PacedWriter(stream, this.#manner.pieces);
    this.#listen(stream);
    const begun = once(stream, 'secure').then(
      () => true,
      () => false,
    );
    const isUp = await Promise.race([begun, once(this.#socket, 'close').then(() => false)]);
    const shown = isUp ? stream.getPeerX509Certificate() : undefined;
    const isKnown = admitted.some((one) => shown !== undefined && isSame(shown, one));
    if (!isKnown) this.destroy();
    return isKnown;
  }

  /** Ends after what was sent. */
  end(): void {
    this.#stream.end();
  }

  /** Cuts the connection at once. */
  destroy(): void {
    this.#stream.destroy();
    this.#socket.destroy();
  }

  #listen(stream: Duplex): void {
    stream.on('data', this.#hear).on('end', this.#end).on('close', this.#end).on('error', this.#end);
  }

  #stopListening(stream: Duplex): void {
    // Errors are still heard, or a socket that breaks would end the whole rack.
    stream.off('data', this.#hear).off('end', this.#end).off('close', this.#end);
  }

  /** Returns a request that is whole; undefined while there is none, null for what can be none. */
  #take(): PlistDict | null | undefined {
    if (this.#bytes.length < 4) return undefined;
    const length = this.#bytes.readUInt32BE(0);
    if (length === 0 || length > MOST_BYTES) return null;
    if (this.#bytes.length < 4 + length) return undefined;
    const dict = dictIn(this.#bytes.subarray(4, 4 + length));
    this.#bytes = this.#bytes.subarray(4 + length);
    return dict;
  }

  #more(withinMs: number): Promise<boolean> {
    if (withinMs <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  #xml(dict: PlistDict): Uint8Array {
    const body = xmlOf(dict);
    if (!this.#manner.controlBytes) return body;
    // As iOS does it, in a string where no XML may have them; here in one that nobody needs.
    const note = '<dict><key>Note</key><string>\u0003\u001b</string>';
    return Buffer.from(body.toString('utf8').replace('<dict>', note), 'utf8');
  }
}

function isSame(shown: X509Certificate, pem: Uint8Array): boolean {
  try {
    return new X509Certificate(Buffer.from(pem)).raw.equals(shown.raw);
  } catch {
    return false;
  }
}
