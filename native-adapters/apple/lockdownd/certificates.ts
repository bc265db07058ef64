import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import * as der from './der.ts';

// Object identifiers: RFC 8017 appendix A, RFC 4055 §5, RFC 5280 §4.2.1.
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';

/** Whose certificate it is: the pairing's root, this computer's, or the phone's. */
export type CertificateRole = 'root' | 'host' | 'device';

/** From when to when a certificate holds. */
export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

/** What one certificate says: in which role, for which key, how long. */
export interface CertificateWish {
  readonly role: CertificateRole;
  readonly publicKey: KeyObject;
  readonly validity: Validity;
}

/**
 * Makes a certificate in PEM as phones expect them in a pairing (pymobiledevice3 ca.py, libimobiledevice common/userpref.c): version 3,
 * empty names, signed by the root's key with SHA-256. Our own writer: the X.509 package at hand refuses to load without a global polyfill.
 */
export function makeCertificate(wish: CertificateWish, rootKey: KeyObject): Uint8Array {
  const algorithm = der.sequence(der.objectIdentifier(SHA256_WITH_RSA), der.nothing());
  const noName = der.sequence();
  const content = der.sequence(
    der.explicit(0, der.smallInteger(2)),
    der.smallInteger(1),
    algorithm,
    noName,
    der.sequence(der.time(wish.validity.from), der.time(wish.validity.until)),
    noName,
    spkiOf(wish.publicKey),
    der.explicit(3, der.sequence(...extensionsOf(wish))),
  );
  const signature = sign('sha256', content, rootKey);
  return pem('CERTIFICATE', der.sequence(content, algorithm, der.bits(signature)));
}

/** Reads the key that a phone calls its DevicePublicKey: PEM of PKCS#1 or of SubjectPublicKeyInfo, RSA alone; null when it is none. */
export function readDevicePublicKey(given: Uint8Array): KeyObject | null {
  const text = Buffer.from(given).toString('latin1');
  const [, kind, base64] = /-----BEGIN (RSA )?PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text) ?? [];
  if (base64 === undefined) return null;
  const inside = new Uint8Array(Buffer.from(base64, 'base64'));
  const spki =
    kind === undefined
      ? inside
      : der.sequence(der.sequence(der.objectIdentifier(RSA_ENCRYPTION), der.nothing()), der.bits(inside));
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' ? key : null;
  } catch {
    return null;
  }
}

function spkiOf(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }));
}

function extensionsOf({ role, publicKey }: CertificateWish): readonly Uint8Array[] {
  const constraints = extension(BASIC_CONSTRAINTS, role === 'root' ? der.sequence(der.truth()) : der.sequence(), true);
  if (role === 'root') return [constraints];
  // RFC 5280 §4.2.1.3: bit 0 digitalSignature, bit 2 keyEncipherment. BoringSSL enforces both (electron/electron#31042).
  const usage = extension(KEY_USAGE, der.bits(Uint8Array.of(0b1010_0000), 5), true);
  if (role === 'host') return [constraints, usage];
  // RFC 5280 §4.2.1.2, method 1. SHA-1 names the key here; nothing is trusted by it.
  const pkcs1 = publicKey.export({ format: 'der', type: 'pkcs1' });
  const name = createHash('sha1').update(pkcs1).digest();
  return [constraints, extension(SUBJECT_KEY_IDENTIFIER, der.octets(name), false), usage];
}

function extension(name: string, value: Uint8Array, isCritical: boolean): Uint8Array {
  const critical = isCritical ? [der.truth()] : [];
  return der.sequence(der.objectIdentifier(name), ...critical, der.octets(value));
}

function pem(label: string, bytes: Uint8Array): Uint8Array {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const text = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
