import { createPublicKey, generateKeyPair, type KeyObject, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { WorkstationError } from '../../../domain/errors.ts';
import { makeCertificate, readDevicePublicKey, type Validity } from './certificates.ts';
import { PairRecord } from './pair-record.ts';

const RSA_BITS = 2_048;
const DAY_MS = 24 * 60 * 60 * 1_000;
// libimobiledevice common/userpref.c: ten years.
const LIFE_MS = 3_650 * DAY_MS;
const MAC_ADDRESS = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** What a new pairing is made for. */
export interface PairingWish {
  /** The phone's DevicePublicKey as it came. */
  readonly devicePublicKey: Uint8Array;
  /** The daemon's identity, of ReadBUID. */
  readonly systemBuid: string;
  /** The phone's WiFiAddress, where it said one; a text that is none is left out of the record. */
  readonly wifiMac: string | null;
}

interface HostKeys {
  readonly root: KeyObject;
  readonly host: KeyObject;
  readonly rootCertificate: Uint8Array;
  readonly hostCertificate: Uint8Array;
  readonly validity: Validity;
}

/** This computer as phones know it: two keys made once, when first needed, and a new host id for every pairing. */
export class HostIdentity {
  readonly #now: () => Date;
  #keys: Promise<HostKeys> | null = null;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Promises a new pairing to offer to a phone; throws device.protocol when the phone's key is none. */
  async newPairing(wish: PairingWish): Promise<PairRecord> {
    const publicKey = readDevicePublicKey(wish.devicePublicKey);
    if (publicKey === null) throw new WorkstationError('device.protocol', { what: 'device public key' });
    this.#keys ??= makeKeys(this.#now());
    const { root, host, validity, rootCertificate, hostCertificate } = await this.#keys;
    return new PairRecord({
      hostId: randomUUID().toUpperCase(),
      systemBuid: wish.systemBuid,
      deviceCertificate: makeCertificate({ role: 'device', publicKey, validity }, root),
      hostCertificate,
      rootCertificate,
      hostPrivateKey: keyPem(host),
      rootPrivateKey: keyPem(root),
      escrowBag: null,
      wifiMac: wish.wifiMac !== null && MAC_ADDRESS.test(wish.wifiMac) ? wish.wifiMac : null,
    });
  }
}

async function makeKeys(now: Date): Promise<HostKeys> {
  const makePair = promisify(generateKeyPair);
  const [root, host] = await Promise.all([
    makePair('rsa', { modulusLength: RSA_BITS }),
    makePair('rsa', { modulusLength: RSA_BITS }),
  ]);
  // From yesterday, in whole seconds: the clock of a phone that was in a drawer runs behind.
  const from = new Date(Math.floor((now.getTime() - DAY_MS) / 1_000) * 1_000);
  const validity = { from, until: new Date(from.getTime() + LIFE_MS) };
  const certify = (role: 'root' | 'host', key: KeyObject): Uint8Array =>
    makeCertificate({ role, publicKey: createPublicKey(key), validity }, root.privateKey);
  return {
    root: root.privateKey,
    host: host.privateKey,
    rootCertificate: certify('root', root.privateKey),
    hostCertificate: certify('host', host.privateKey),
    validity,
  };
}

// PKCS#1, as the records of libimobiledevice and pymobiledevice3 hold it.
function keyPem(key: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(key.export({ format: 'pem', type: 'pkcs1' }).toString(), 'latin1'));
}
