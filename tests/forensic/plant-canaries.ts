import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CANARY_LENGTH, type CanaryClass, canary, seededBytes } from './canary.ts';
import { smallJpeg } from './small-jpeg.ts';

/** How many distinct canaries of each class a planting leaves. */
export const PLANTED: Readonly<Record<CanaryClass, number>> = { JPG: 40, SQL: 200, TXT: 40, TNY: 80, NAM: 40 };

// A canary in every stretch of this size: a single 4 KiB block that survives is seen.
const SPACING_BYTES = 2048;

function laced(seed: string, mark: string, size: number): Buffer {
  const bytes = seededBytes(`${seed}/${mark}`, size);
  for (let at = 16; at + CANARY_LENGTH < size; at += SPACING_BYTES) bytes.write(mark, at, 'latin1');
  return bytes;
}

function longText(mark: string, lines: number): string {
  const line = (n: number) => `Note ${n}: bring the blue folder to the counter before noon, ${mark}, and call back.\n`;
  return Array.from({ length: lines }, (_, n) => line(n)).join('');
}

function plantContacts(file: string, seed: string): void {
  const book = new Database(file);
  try {
    book.exec('CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, note TEXT) STRICT');
    const add = book.prepare('INSERT INTO contacts (name, phone, note) VALUES (?, ?, ?)');
    book.transaction(() => {
      for (let row = 0; row < PLANTED.SQL; row += 1) {
        add.run(`Person ${row}`, `+81 90 0000 ${String(row).padStart(4, '0')}`, canary('SQL', seed, row));
      }
    })();
  } finally {
    book.close();
  }
}

/**
 * Fills `folder` with what people leave on a phone: pictures, an address book, notes whose names speak too, and tiny
 * files. The same seed plants the same bytes.
 */
export async function plantCanaries(folder: string, seed: string): Promise<void> {
  for (const name of ['DCIM', 'Notes', 'prefs', 'databases']) await mkdir(join(folder, name), { recursive: true });
  for (let n = 0; n < PLANTED.JPG; n += 1) {
    const size = 78_000 + ((n * 7 + seed.length) % PLANTED.JPG) * 7_000;
    await writeFile(join(folder, 'DCIM', `IMG_${n}.jpg`), smallJpeg(laced(seed, canary('JPG', seed, n), size)));
  }
  for (let n = 0; n < PLANTED.TXT; n += 1) {
    const name = `${canary('NAM', seed, n)}.txt`;
    await writeFile(join(folder, 'Notes', name), longText(canary('TXT', seed, n), 20 + n * 4));
  }
  for (let n = 0; n < PLANTED.TNY; n += 1) {
    await writeFile(join(folder, 'prefs', `p${n}`), `pin=${canary('TNY', seed, n)}\n`);
  }
  plantContacts(join(folder, 'databases', 'contacts.db'), seed);
}
