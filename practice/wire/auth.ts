import { constants, createPublicKey, publicDecrypt } from 'node:crypto';

/** Kinds of AUTH packets (source: protocol.md). */
export const AUTH_KIND = { TOKEN: 1, SIGNATURE: 2, PUBLIC_KEY: 3 } as const;
/** Length of the random token that the host has to sign, in bytes (source: protocol.md). */
export const TOKEN_BYTES = 20;

const MODULUS_BYTES = 256;
/** DER prefix of a SHA-1 digest inside PKCS#1 v1.5; adb signs the token as if it were the digest (RFC 8017 §9.2). */
const SHA1_PREFIX = Buffer.from('3021300906052b0e03021a05000414', 'hex');

/** A host's public key as it arrives in AUTH(3): the base64 text and the name of the host behind it. */
export interface HostKey {
  readonly base64: string;
  readonly name: string;
}

/** Reads the payload of AUTH(3); returns null when it is not a 2048-bit key in adb's form. */
export function parseHostKey(payload: Uint8Array): HostKey | null {
  const text = Buffer.from(payload).toString('latin1').replaceAll('\0', '').trim();
  const [base64 = '', ...name] = text.split(' ');
  return publicKeyOf(base64) === null ? null : { base64, name: name.join(' ') };
}

function publicKeyOf(base64: string): ReturnType<typeof createPublicKey> | null {
  const blob = Buffer.from(base64, 'base64');
  if (blob.length !== 4 + 4 + MODULUS_BYTES * 2 + 4 || blob.readUInt32LE(0) !== MODULUS_BYTES / 4) return null;
  const modulus = Buffer.from(blob.subarray(8, 8 + MODULUS_BYTES)).reverse();
  const exponent = Buffer.alloc(4);
  exponent.writeUInt32BE(blob.readUInt32LE(blob.length - 4));
  try {
    return createPublicKey({
      format: 'jwk',
      key: { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.subarray(1).toString('base64url') },
    });
  } catch {
    return null;
  }
}

/** Tells whether the signature over the token was made by the owner of that key; false for anything malformed. */
export function signatureFits(base64: string, token: Uint8Array, signature: Uint8Array): boolean {
  const key = publicKeyOf(base64);
  if (key === null || signature.length !== MODULUS_BYTES) return false;
  try {
    const plain = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return plain.equals(Buffer.concat([SHA1_PREFIX, token]));
  } catch {
    return false;
  }
}
