import { generateKeyPairSync } from 'node:crypto';
import type net from 'node:net';
import tls from 'node:tls';
import { bytesOf, dictOf, type PlistDict } from '../../../native-adapters/apple/plist/plist-value.ts';
import { readPlistDict } from '../../../native-adapters/apple/plist/read-plist.ts';
import { writePlist } from '../../../native-adapters/apple/plist/write-plist.ts';
import { StreamLink } from '../../../native-adapters/links/stream-link.ts';
import { attached, type MuxPeer } from './fake-mux.ts';

/** What a fake phone says to a request: a dictionary, raw bytes, silence or the end of the connection. */
export type Said = PlistDict | Uint8Array | 'silence' | 'hang-up';

/** How a fake phone differs from an agreeable one. */
export interface Wilful {
  /** Answers in place of the usual ones; undefined = the usual one. */
  readonly says?: (request: PlistDict) => Said | undefined;
  /** Shows this certificate in TLS in place of the one of its pairing. */
  readonly shows?: { readonly key: string; readonly cert: Uint8Array };
}

/** Length and list, as lockdownd frames them. */
export function framed(message: PlistDict): Uint8Array {
  const body = writePlist(message);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return new Uint8Array(Buffer.concat([head, body]));
}

/** A phone of one key that pairs at once, keeps one pairing, and offers every service that it is asked for. */
export class FakePhone {
  readonly heard: PlistDict[] = [];
  readonly #wilful: Wilful;
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  #certificate: Uint8Array | null = null;
  #hostId: string | null = null;

  constructor(wilful: Wilful = {}) {
    this.#wilful = wilful;
  }

  get publicKey(): Uint8Array {
    return new Uint8Array(Buffer.from(this.#keys.publicKey.export({ format: 'pem', type: 'pkcs1' }).toString()));
  }

  /** Answers as a daemon that sees this phone alone. */
  readonly behindMux = (peer: MuxPeer): void => {
    switch (peer.request['MessageType']) {
      case 'Connect':
        void this.#talk(peer.take(), peer.request['PortNumber'] === 32_498).catch(() => peer.socket.destroy());
        return;
      case 'ListDevices':
        peer.reply({ DeviceList: [attached(7, '00008030001A2B3C4D5E6F70')] });
        return;
      case 'ReadBUID':
        peer.reply({ BUID: 'BUID-1' });
        return;
      default:
        peer.result(0);
    }
  };

  async #talk(socket: net.Socket, isLockdown: boolean): Promise<void> {
    let stream = isLockdown ? socket : this.#secure(socket);
    let link = new StreamLink(stream);
    for (;;) {
      const head = Buffer.from(await link.readExactly(4)).readUInt32BE(0);
      const request = readPlistDict(await link.readExactly(head));
      this.heard.push(request);
      const said = this.#wilful.says?.(request) ?? this.#usual(request);
      if (said === 'hang-up') {
        stream.end();
        return;
      }
      if (said === 'silence') continue;
      await link.write(said instanceof Uint8Array ? said : framed(said));
      if (request['Request'] !== 'StartSession' || (said as PlistDict)['EnableSessionSSL'] !== true) continue;
      link.release();
      stream = this.#secure(socket);
      link = new StreamLink(stream);
    }
  }

  #secure(socket: net.Socket): tls.TLSSocket {
    const key = this.#wilful.shows?.key ?? this.#keys.privateKey.export({ format: 'pem', type: 'pkcs8' });
    const cert = Buffer.from(this.#wilful.shows?.cert ?? this.#certificate ?? []);
    const secureContext = tls.createSecureContext({ key, cert });
    const secure = new tls.TLSSocket(socket, {
      isServer: true,
      secureContext,
      requestCert: true,
      rejectUnauthorized: false,
    });
    secure.on('error', () => undefined);
    return secure;
  }

  #usual(request: PlistDict): Said {
    const named = { Request: request['Request'] };
    switch (request['Request']) {
      case 'QueryType':
        return { ...named, Type: 'com.apple.mobile.lockdown' };
      case 'GetValue':
        return request['Key'] === 'DevicePublicKey'
          ? { ...named, Value: this.publicKey }
          : { ...named, Error: 'MissingValue' };
      case 'Pair': {
        const record = dictOf(request['PairRecord']);
        this.#certificate = bytesOf(record?.['DeviceCertificate']);
        this.#hostId = String(record?.['HostID']);
        return { ...named, EscrowBag: Uint8Array.of(1, 2, 3) };
      }
      case 'StartSession':
        if (request['HostID'] !== this.#hostId) return { ...named, Error: 'InvalidHostID' };
        return { ...named, SessionID: 'S-1', EnableSessionSSL: true };
      case 'StartService':
        return { ...named, Port: 49_200, EnableServiceSSL: true };
      default:
        return request['Request'] === undefined ? { Status: 'Acknowledged' } : named;
    }
  }
}
