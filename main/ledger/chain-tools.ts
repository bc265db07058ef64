import { Buffer } from 'node:buffer';
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { ChainTools } from '../../domain/ledger-faults.ts';

// The DER frame of an Ed25519 public key (RFC 8410 §4); the raw 32 bytes follow it.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const RAW_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** SHA-256 of a text's UTF-8 bytes as 64 lower-case hex digits. */
export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

/** The id of a raw Ed25519 public key (base64): its SHA-256 as hex; null when it is not 32 bytes in plain base64. */
export function keyIdOf(publicKey: string): string | null {
  const raw = bytesOf(publicKey, RAW_KEY_BYTES);
  return raw === null ? null : hash('sha256', raw, 'hex');
}

/** Node's cryptography for a chain check; keys are imported once for each object. */
export function nodeChainTools(): ChainTools {
  const known = new Map<string, KeyObject | null>();
  const keyFor = (publicKey: string): KeyObject | null => {
    const found = known.get(publicKey);
    if (found !== undefined) return found;
    const raw = bytesOf(publicKey, RAW_KEY_BYTES);
    const key =
      raw === null ? null : createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
    known.set(publicKey, key);
    return key;
  };
  return {
    sha256: sha256Hex,
    keyIdOf,
    verifySignature: (text, signature, publicKey) => {
      const key = keyFor(publicKey);
      const bytes = bytesOf(signature, SIGNATURE_BYTES);
      return key !== null && bytes !== null && verify(null, Buffer.from(text, 'utf8'), key, bytes);
    },
  };
}

/** Only the one base64 spelling that Node itself writes is taken, so that a signature has one text. */
function bytesOf(base64: string, length: number): Buffer | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === length && bytes.toString('base64') === base64 ? bytes : null;
}
