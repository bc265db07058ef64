import { createHmac } from 'node:crypto';
import { chmodSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chipHashFile, openChipHash } from '../../../main/chips/chip-hash.ts';
import { keyFolder } from '../../../main/ledger/keys.ts';
import { temporaryFolder } from '../ledger/ledger-for-tests.ts';

const IDM = '0139000000000001';
const atFirst = (): boolean => true;

describe('the keyed hash of chip numbers', () => {
  it('is HMAC-SHA-256 under a key of 32 bytes that only its user may read, the same after a restart', () => {
    const folder = temporaryFolder();
    const hashed = openChipHash(folder, atFirst)(IDM);
    const key = readFileSync(chipHashFile(folder));
    expect(key.length).toBe(32);
    expect(hashed).toBe(createHmac('sha256', key).update(IDM).digest('hex'));
    expect(openChipHash(folder, atFirst)(IDM)).toBe(hashed);
    if (process.platform === 'win32') return;
    expect(statSync(chipHashFile(folder)).mode & 0o777).toBe(0o600);
    expect(statSync(keyFolder(folder)).mode & 0o777).toBe(0o700);
  });

  it('differs between data folders, so that practice and real work never know each other’s chips', () => {
    expect(openChipHash(temporaryFolder(), atFirst)(IDM)).not.toBe(openChipHash(temporaryFolder(), atFirst)(IDM));
  });

  it('is refused when others may read the key', () => {
    const folder = temporaryFolder();
    openChipHash(folder, atFirst);
    chmodSync(chipHashFile(folder), 0o644);
    expect(() => openChipHash(folder, atFirst)).toThrow('ledger.key-exposed');
  });

  it('is refused when the key is cut, or missing where chips were read before', () => {
    const folder = temporaryFolder();
    expect(() => openChipHash(folder, () => false)).toThrow('ledger.key-missing');
    openChipHash(folder, atFirst);
    truncateSync(chipHashFile(folder), 31);
    expect(() => openChipHash(folder, atFirst)).toThrow('ledger.key-missing');
  });
});
