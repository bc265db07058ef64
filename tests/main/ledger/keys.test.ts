import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeChainTools } from '../../../main/ledger/chain-tools.ts';
import { createKey, keyFolder, readKey } from '../../../main/ledger/keys.ts';
import { openForTest, temporaryFolder } from './ledger-for-tests.ts';

describe('keys', () => {
  test('a new key lies where only its user may read it, and is the same key when it is read again', () => {
    const folder = temporaryFolder();
    const made = createKey(folder);
    const read = readKey(folder, made.keyId);
    expect(read.publicKey).toBe(made.publicKey);
    expect(nodeChainTools().verifySignature('白紙', read.sign('白紙'), made.publicKey)).toBe(true);
    expect(nodeChainTools().verifySignature('白', read.sign('白紙'), made.publicKey)).toBe(false);
    expect(nodeChainTools().keyIdOf(made.publicKey)).toBe(made.keyId);
    expect(readdirSync(keyFolder(folder))).toEqual([`${made.keyId}.pem`]);
    expect(statSync(keyFolder(folder)).mode & 0o777).toBe(0o700);
    expect(statSync(join(keyFolder(folder), `${made.keyId}.pem`)).mode & 0o777).toBe(0o600);
  });

  test.each([0o640, 0o604, 0o620, 0o644])('refuses a key file with mode %o', (mode) => {
    const folder = temporaryFolder();
    const opened = openForTest(folder);
    opened.close();
    chmodSync(join(keyFolder(folder), `${opened.ledger.key.keyId}.pem`), mode);
    expect(() => openForTest(folder)).toThrow('ledger.key-exposed');
  });

  test('refuses a key folder that others may enter', () => {
    const folder = temporaryFolder();
    openForTest(folder).close();
    chmodSync(keyFolder(folder), 0o755);
    expect(() => openForTest(folder)).toThrow('ledger.key-exposed');
    chmodSync(keyFolder(folder), 0o700);
    expect(openForTest(folder).ledger.head().seq).toBeGreaterThan(0);
  });

  test('a key that is gone, torn or another one is missing; no new one is made in its place', () => {
    const folder = temporaryFolder();
    const opened = openForTest(folder);
    opened.close();
    const file = join(keyFolder(folder), `${opened.ledger.key.keyId}.pem`);
    writeFileSync(file, 'torn');
    expect(() => openForTest(folder)).toThrow('ledger.key-missing');
    rmSync(file);
    expect(() => openForTest(folder)).toThrow('ledger.key-missing');
    expect(readdirSync(keyFolder(folder))).toEqual([]);
  });
});
