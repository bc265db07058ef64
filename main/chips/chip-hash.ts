import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkstationError } from '../../domain/errors.ts';
import { keyFolder, refuseExposed, syncFolder, writeWhole } from '../ledger/keys.ts';

const KEY_BYTES = 32;

/** Turns a chip's number into what may go on record in its place. */
export type ChipHash = (idm: string) => string;

/** The file of the key inside a data folder. */
export const chipHashFile = (folder: string): string => join(keyFolder(folder), 'chip-hash.key');

/**
 * Opens the keyed hash of chip numbers: HMAC-SHA-256 over the number's lower-case hex text, lower-case hex. A chip's number has too few
 * possibilities to be hidden by a plain hash; the key never leaves this workstation, and practice has its own. Where it is missing,
 * `mayMake` says whether it may be made: never where chips were read before, which a new key would no longer know. Throws
 * `ledger.key-exposed` and `ledger.key-missing`.
 */
export function openChipHash(folder: string, mayMake: () => boolean): ChipHash {
  const file = chipHashFile(folder);
  if (!existsSync(file)) {
    if (!mayMake()) throw new WorkstationError('ledger.key-missing', { file });
    make(folder, file);
  }
  refuseExposed(keyFolder(folder));
  refuseExposed(file);
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) throw new WorkstationError('ledger.key-missing', { file });
  return (idm) => createHmac('sha256', key).update(idm, 'utf8').digest('hex');
}

function make(folder: string, file: string): void {
  const keys = keyFolder(folder);
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  refuseExposed(keys);
  writeWhole(file, randomBytes(KEY_BYTES));
  syncFolder(keys);
}
