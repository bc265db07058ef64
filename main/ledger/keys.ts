import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { WorkstationError } from '../../domain/errors.ts';
import { type KeyId, keyId } from '../../domain/ids.ts';
import { keyIdOf } from './chain-tools.ts';

const OTHERS_MAY = 0o077;
const SPKI_PREFIX_BYTES = 12;

/** A workstation's signing key; the private half never leaves this object. */
export interface SigningKey {
  readonly keyId: KeyId;
  /** Raw Ed25519 public key, base64. */
  readonly publicKey: string;
  /** Ed25519 over the text's UTF-8 bytes, base64. */
  sign(text: string): string;
}

/** The folder of the signing keys inside a data folder. */
export const keyFolder = (folder: string): string => join(folder, 'keys');

/**
 * Makes a new Ed25519 key and keeps it in a file that only its user may read (0600 in a 0700 folder; on Windows the profile's own
 * access list is what protects it). The file is on the disk before this returns.
 */
export function createKey(folder: string): SigningKey {
  const keys = keyFolder(folder);
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  refuseExposed(keys);
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = signingKey(privateKey);
  const file = keyFile(folder, key.keyId);
  writeDurably(`${file}.new`, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  renameSync(`${file}.new`, file);
  syncFolder(keys);
  return key;
}

/** Reads a key by its id. Throws `ledger.key-missing` when it is not there or not that key, `ledger.key-exposed` when others may read it. */
export function readKey(folder: string, id: KeyId): SigningKey {
  const file = keyFile(folder, id);
  refuseExposed(keyFolder(folder));
  refuseExposed(file);
  const key = signingKey(importKey(file));
  if (key.keyId !== id) throw new WorkstationError('ledger.key-missing', { file });
  return key;
}

function keyFile(folder: string, id: KeyId): string {
  return join(keyFolder(folder), `${id}.pem`);
}

function importKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (cause) {
    throw new WorkstationError('ledger.key-missing', { file }, { cause });
  }
}

function signingKey(privateKey: KeyObject): SigningKey {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(SPKI_PREFIX_BYTES).toString('base64');
  const id = keyIdOf(publicKey);
  if (privateKey.asymmetricKeyType !== 'ed25519' || id === null)
    throw new WorkstationError('ledger.key-missing', { found: 'another kind of key' });
  return {
    keyId: keyId(id),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
}

function refuseExposed(path: string): void {
  if (process.platform === 'win32') return;
  let mode: number;
  try {
    mode = lstatSync(path).mode;
  } catch (cause) {
    throw new WorkstationError('ledger.key-missing', { file: path }, { cause });
  }
  if ((mode & OTHERS_MAY) !== 0) {
    throw new WorkstationError('ledger.key-exposed', { file: path, mode: (mode & 0o777).toString(8) });
  }
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder for this, and does not need it.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
