import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKey, type KeyStore, keyFolder, keyPlace, readKey } from '../../../main/ledger/keys.ts';
import { openLedger } from '../../../main/ledger/open-ledger.ts';
import { temporaryFolder } from './ledger-for-tests.ts';

/** A store that opens only what it wrapped itself; it turns bytes round, which is enough to tell wrapped from plain. */
class Store implements KeyStore {
  isLocked = false;
  readonly #secret: number;

  constructor(secret = 0x5a) {
    this.#secret = secret;
  }

  wrap(text: string): Uint8Array {
    return Buffer.from(`mine${text}`, 'utf8').map((byte) => byte ^ this.#secret);
  }

  unwrap(wrapped: Uint8Array): string {
    const text = Buffer.from(wrapped.map((byte) => byte ^ this.#secret)).toString('utf8');
    if (this.isLocked || !text.startsWith('mine')) throw new Error('not mine');
    return text.slice(4);
  }
}

const filesOf = (folder: string): string[] => readdirSync(keyFolder(folder)).toSorted();

describe('a key in the key store', () => {
  it('never lies in a file, and reads back as the same key', () => {
    const folder = temporaryFolder();
    const store = new Store();
    const key = createKey(folder, store);
    expect(filesOf(folder)).toEqual([`${key.keyId}.wrapped`]);
    expect(readFileSync(join(keyFolder(folder), `${key.keyId}.wrapped`)).includes('PRIVATE KEY')).toBe(false);
    expect(readKey(folder, key.keyId, store).sign('text')).toBe(key.sign('text'));
    expect(keyPlace(folder, key.keyId)).toBe('key-store');
  });

  it('is refused by name where the store is not at hand, locked, or another', () => {
    const folder = temporaryFolder();
    const store = new Store();
    const { keyId } = createKey(folder, store);
    store.isLocked = true;
    for (const other of [null, store, new Store(0x11)]) {
      expect(() => readKey(folder, keyId, other)).toThrow('ledger.key-locked');
    }
    expect(filesOf(folder)).toEqual([`${keyId}.wrapped`]);
  });

  it('comes from a file with its id, and the file goes only when it was read back', () => {
    const folder = temporaryFolder();
    const { keyId, publicKey } = createKey(folder);
    expect(keyPlace(folder, keyId)).toBe('file');
    const forgetful: KeyStore = { wrap: () => Buffer.from('lost'), unwrap: () => 'something else' };
    const shut: KeyStore = {
      wrap: () => {
        throw new Error('no keyring');
      },
      unwrap: () => '',
    };
    for (const store of [forgetful, shut]) {
      expect(readKey(folder, keyId, store).publicKey).toBe(publicKey);
      expect(filesOf(folder)).toEqual([`${keyId}.pem`]);
      expect(keyPlace(folder, createKey(folder, store).keyId)).toBe('file');
      rmSync(join(keyFolder(folder), filesOf(folder).find((name) => !name.startsWith(keyId)) ?? ''));
    }
    const store = new Store();
    expect(readKey(folder, keyId, store).publicKey).toBe(publicKey);
    expect(filesOf(folder)).toEqual([`${keyId}.wrapped`]);
  });

  it('survives a crash between writing and removing, and a wrapped file that was half written', () => {
    const folder = temporaryFolder();
    const store = new Store();
    const { keyId, publicKey } = createKey(folder);
    const pem = readFileSync(join(keyFolder(folder), `${keyId}.pem`), 'utf8');
    const wrapped = join(keyFolder(folder), `${keyId}.wrapped`);
    writeFileSync(wrapped, store.wrap(pem), { mode: 0o600 });
    expect(readKey(folder, keyId, store).publicKey).toBe(publicKey);
    expect(filesOf(folder)).toEqual([`${keyId}.wrapped`]);
    writeFileSync(join(keyFolder(folder), `${keyId}.pem`), pem, { mode: 0o600 });
    writeFileSync(wrapped, 'half', { mode: 0o600 });
    expect(readKey(folder, keyId, store).publicKey).toBe(publicKey);
    expect(filesOf(folder)).toEqual([`${keyId}.wrapped`]);
    expect(readKey(folder, keyId, store).publicKey).toBe(publicKey);
  });

  it('signs a ledger that began without a store, and the chain stays whole through a rotation', () => {
    const folder = temporaryFolder();
    openLedger({ folder, practice: false }).close();
    const keyStore = new Store();
    const opened = openLedger({ folder, practice: false, keyStore });
    expect(opened.ledger.keyIn).toBe('key-store');
    opened.ledger.rotateKey();
    opened.ledger.sealNow();
    opened.close();
    expect(() => openLedger({ folder, practice: false })).toThrow('ledger.key-locked');
    const again = openLedger({ folder, practice: false, keyStore });
    expect(again.ledger.head().seq).toBe(3);
    again.close();
  });
});
