import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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

/** What wraps a text so that only this user of this computer can unwrap it: the operating system's key store. */
export interface KeyStore {
  wrap(text: string): Uint8Array;
  /** Throws when the text was wrapped elsewhere, or the store is locked. */
  unwrap(wrapped: Uint8Array): string;
}

/**
 * Makes a new Ed25519 key and keeps it wrapped by the key store; without one, in a file that only its user may read (0600 in a 0700
 * folder; on Windows the profile's own access list is what protects it). It is on the disk, and was read back, before this returns.
 */
export function createKey(folder: string, store: KeyStore | null = null): SigningKey {
  const keys = keyFolder(folder);
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  refuseExposed(keys);
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = signingKey(privateKey);
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  if (!isWrapped(folder, key.keyId, pem, store)) {
    writeWhole(keyFile(folder, key.keyId), pem);
    syncFolder(keys);
  }
  return key;
}

/**
 * Reads a key by its id. Where there is a key store, a key that still lies in a file is wrapped by it: written, read back, and only then
 * removed from the file. Throws `ledger.key-missing` when it is not there or not that key, `ledger.key-exposed` when others may read it, and
 * `ledger.key-locked` when it is wrapped and the store is not at hand or does not open it.
 */
export function readKey(folder: string, id: KeyId, store: KeyStore | null = null): SigningKey {
  refuseExposed(keyFolder(folder));
  const file = keyFile(folder, id);
  const isInFile = existsSync(file);
  if (existsSync(wrappedFile(folder, id))) {
    const key = orNull(() => unwrapped(folder, id, store), isInFile);
    if (key) {
      // A crash between writing and removing leaves both.
      if (isInFile) removeFile(folder, file);
      return key;
    }
  }
  refuseExposed(file);
  const key = signingKey(importKey(file, () => readFileSync(file)));
  if (key.keyId !== id) throw new WorkstationError('ledger.key-missing', { file });
  if (isWrapped(folder, id, readFileSync(file, 'utf8'), store)) removeFile(folder, file);
  return key;
}

/** Where a key is kept now. */
export function keyPlace(folder: string, id: KeyId): 'key-store' | 'file' {
  return existsSync(wrappedFile(folder, id)) ? 'key-store' : 'file';
}

/** Wraps a key and reads it back; a store that does not give back what it took is used no further, and leaves nothing. */
function isWrapped(folder: string, id: KeyId, pem: string, store: KeyStore | null): boolean {
  if (store === null) return false;
  const file = wrappedFile(folder, id);
  try {
    writeWhole(file, store.wrap(pem));
    syncFolder(keyFolder(folder));
    unwrapped(folder, id, store);
    return true;
  } catch (thrown) {
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
    rmSync(file, { force: true });
    return false;
  }
}

function unwrapped(folder: string, id: KeyId, store: KeyStore | null): SigningKey {
  const file = wrappedFile(folder, id);
  refuseExposed(file);
  if (store === null) throw new WorkstationError('ledger.key-locked', { file });
  let pem: string;
  try {
    pem = store.unwrap(readFileSync(file));
  } catch (cause) {
    throw new WorkstationError('ledger.key-locked', { file }, { cause });
  }
  const key = signingKey(importKey(file, () => pem));
  if (key.keyId !== id) throw new WorkstationError('ledger.key-missing', { file });
  return key;
}

function orNull(read: () => SigningKey, isOther: boolean): SigningKey | null {
  try {
    return read();
  } catch (cause) {
    // The file is still there, so nothing is lost.
    if (isOther) return null;
    throw cause;
  }
}

function removeFile(folder: string, file: string): void {
  rmSync(file);
  syncFolder(keyFolder(folder));
}

function keyFile(folder: string, id: KeyId): string {
  return join(keyFolder(folder), `${id}.pem`);
}

function wrappedFile(folder: string, id: KeyId): string {
  return join(keyFolder(folder), `${id}.wrapped`);
}

function importKey(file: string, read: () => string | Buffer): KeyObject {
  try {
    return createPrivateKey(read());
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

/** Throws `ledger.key-exposed` when others than its user may read a file or folder, and `ledger.key-missing` when it is not there. */
export function refuseExposed(path: string): void {
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

/** Writes a file that only its user may read, so that it is there whole or not at all, and on the disk. */
export function writeWhole(file: string, bytes: string | Uint8Array): void {
  const aside = `${file}.new`;
  rmSync(aside, { force: true });
  const handle = openSync(aside, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(aside, file);
}

/** Puts on the disk which files a folder holds. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder for this, and does not need it.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
