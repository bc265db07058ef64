import { createPrivateKey, X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { WorkstationError } from '../../../domain/errors.ts';
import { bytesOf, type PlistDict, type PlistValue, textOf } from '../plist/plist-value.ts';
import { readPlistDict } from '../plist/read-plist.ts';
import { writePlist } from '../plist/write-plist.ts';
import type { TlsIdentity } from './plist-channel.ts';

/** What a pair record is made of; certificates and keys in PEM. Names: libimobiledevice common/userpref.c. */
export interface PairRecordParts {
  readonly hostId: string;
  readonly systemBuid: string;
  readonly deviceCertificate: Uint8Array;
  readonly hostCertificate: Uint8Array;
  readonly rootCertificate: Uint8Array;
  readonly hostPrivateKey: Uint8Array;
  /** Absent in some records of other programs. */
  readonly rootPrivateKey: Uint8Array | null;
  /** What the phone gave when it agreed; null before. */
  readonly escrowBag: Uint8Array | null;
  readonly wifiMac: string | null;
}

type PublicParts = Omit<PairRecordParts, 'hostPrivateKey' | 'rootPrivateKey'>;

/** One pairing of this computer with a phone; it shows nothing but its host id to whoever prints it, and gives its private keys to TLS and to the daemon alone. */
export class PairRecord {
  readonly #public: PublicParts;
  readonly #hostPrivateKey: Uint8Array;
  readonly #rootPrivateKey: Uint8Array | null;

  constructor(parts: PairRecordParts) {
    const { hostPrivateKey, rootPrivateKey, ...rest } = parts;
    this.#public = rest;
    this.#hostPrivateKey = hostPrivateKey;
    this.#rootPrivateKey = rootPrivateKey;
  }

  /** Reads a record as a daemon keeps it; null when it is unreadable, incomplete, or its key does not belong to its certificate. */
  static parse(bytes: Uint8Array): PairRecord | null {
    const parts = readParts(bytes);
    if (parts === null) return null;
    try {
      const key = createPrivateKey(Buffer.from(parts.hostPrivateKey));
      if (!new X509Certificate(Buffer.from(parts.hostCertificate)).checkPrivateKey(key)) return null;
      const record = new PairRecord(parts);
      record.tlsIdentity();
      return record;
    } catch {
      return null;
    }
  }

  get hostId(): string {
    return this.#public.hostId;
  }

  get systemBuid(): string {
    return this.#public.systemBuid;
  }

  get deviceCertificate(): Uint8Array {
    return this.#public.deviceCertificate;
  }

  get hostCertificate(): Uint8Array {
    return this.#public.hostCertificate;
  }

  get rootCertificate(): Uint8Array {
    return this.#public.rootCertificate;
  }

  get escrowBag(): Uint8Array | null {
    return this.#public.escrowBag;
  }

  get wifiMac(): string | null {
    return this.#public.wifiMac;
  }

  /** What TLS needs, with the key inside an object that cannot be printed. */
  tlsIdentity(): TlsIdentity {
    const key = Buffer.from(this.#hostPrivateKey);
    const cert = Buffer.from(this.#public.hostCertificate);
    const device = new X509Certificate(Buffer.from(this.#public.deviceCertificate));
    return { secureContext: tls.createSecureContext({ key, cert }), deviceCertificate: new Uint8Array(device.raw) };
  }

  /** The part that a phone is told when it is asked to pair or to unpair: no private key. */
  publicPart(): PlistDict {
    return {
      DeviceCertificate: this.#public.deviceCertificate,
      HostCertificate: this.#public.hostCertificate,
      RootCertificate: this.#public.rootCertificate,
      HostID: this.#public.hostId,
      SystemBUID: this.#public.systemBuid,
    };
  }

  /** The same pairing with what the phone gave when it agreed. */
  withEscrowBag(escrowBag: Uint8Array | null): PairRecord {
    const keys = { hostPrivateKey: this.#hostPrivateKey, rootPrivateKey: this.#rootPrivateKey };
    return new PairRecord({ ...this.#public, ...keys, escrowBag });
  }

  /** The whole record as the daemon keeps it, private keys included: for SavePairRecord and for nothing else. */
  toPlist(): Uint8Array {
    return writePlist({
      ...this.publicPart(),
      HostPrivateKey: this.#hostPrivateKey,
      RootPrivateKey: this.#rootPrivateKey ?? undefined,
      EscrowBag: this.#public.escrowBag ?? undefined,
      WiFiMACAddress: this.#public.wifiMac ?? undefined,
    });
  }

  toJSON(): { readonly hostId: string } {
    return { hostId: this.hostId };
  }

  toString(): string {
    return `PairRecord ${this.hostId}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

function readParts(bytes: Uint8Array): PairRecordParts | null {
  const dict = readOrNull(bytes);
  const hostId = textOf(dict?.['HostID']);
  const systemBuid = textOf(dict?.['SystemBUID']);
  const deviceCertificate = pemOf(dict?.['DeviceCertificate']);
  const hostCertificate = pemOf(dict?.['HostCertificate']);
  const rootCertificate = pemOf(dict?.['RootCertificate']);
  const hostPrivateKey = pemOf(dict?.['HostPrivateKey']);
  if (hostId === null || systemBuid === null || hostId.length > 100 || systemBuid.length > 100) return null;
  if (deviceCertificate === null || hostCertificate === null) return null;
  if (rootCertificate === null || hostPrivateKey === null) return null;
  const certificates = { deviceCertificate, hostCertificate, rootCertificate };
  const rest = {
    rootPrivateKey: pemOf(dict?.['RootPrivateKey']),
    escrowBag: bytesOf(dict?.['EscrowBag']),
    wifiMac: textOf(dict?.['WiFiMACAddress']),
  };
  return { hostId, systemBuid, ...certificates, hostPrivateKey, ...rest };
}

function readOrNull(bytes: Uint8Array): PlistDict | null {
  try {
    return readPlistDict(bytes);
  } catch (error) {
    if (error instanceof WorkstationError) return null;
    throw error;
  }
}

/** Records hold PEM as data; some programs write it as text. */
function pemOf(value: PlistValue | undefined): Uint8Array | null {
  const text = textOf(value);
  return text === null ? bytesOf(value) : new Uint8Array(Buffer.from(text, 'utf8'));
}
