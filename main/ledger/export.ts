import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { WorkstationError } from '../../domain/errors.ts';
import type { Checkpoint } from '../../domain/ledger.ts';
import { rawLedgerRows } from '../store/read-store.ts';
import { lineOf, strictText } from './chain-lines.ts';
import { checkpointText } from './verify-file.ts';

/** What was written: the file, how many entries it holds, and the newest of them. */
export interface ExportedLedger {
  readonly file: string;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

const BLOCK_CHARACTERS = 1 << 20;

/**
 * Writes every entry of a ledger database as JSON lines that keep each entry's exact text, in one snapshot and without stopping the
 * writer. The file appears whole or not at all. It is a copy, not a check: a damaged ledger exports its damage, as far as it is text.
 * Throws `ledger.file-unreadable` for the database and `ledger.write-failed` for the export.
 */
export function exportLedger(databaseFile: string, file: string): ExportedLedger {
  let entries = 0;
  let head: ExportedLedger['head'] = null;
  const lines = function* (): Generator<string, void, undefined> {
    for (const row of readable(databaseFile)) {
      entries += 1;
      head = { seq: row.seq, hash: row.hash };
      yield `${lineOf(row)}\n`;
    }
  };
  writeWhole(file, lines());
  return { file, entries, head };
}

/** Writes a checkpoint to a file that is to be kept away from this workstation. Throws `ledger.write-failed`. */
export function writeCheckpoint(checkpoint: Checkpoint, file: string): ExportedLedger {
  writeWhole(file, [checkpointText(checkpoint)]);
  const { seq, hash, entries } = checkpoint;
  return { file, entries, head: { seq, hash } };
}

function* readable(databaseFile: string): Generator<{ seq: number; text: string; hash: string }, void, undefined> {
  try {
    for (const { rowid, entry, hash } of rawLedgerRows(databaseFile)) {
      const text = entry === null ? null : strictText(entry);
      if (text === null || typeof hash !== 'string') throw new RangeError(`entry ${rowid} is no text`);
      yield { seq: rowid, text, hash };
    }
  } catch (cause) {
    throw new WorkstationError('ledger.file-unreadable', { file: databaseFile }, { cause });
  }
}

function writeWhole(file: string, texts: Iterable<string>): void {
  const part = `${file}.part`;
  try {
    writeDurably(part, texts);
    renameSync(part, file);
  } catch (cause) {
    removeQuietly(part);
    throw cause instanceof WorkstationError ? cause : new WorkstationError('ledger.write-failed', { file }, { cause });
  }
}

/** Where nothing can be written nothing can be removed either; that must not hide why. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The first failure is the one that is told.
  }
}

function writeDurably(file: string, texts: Iterable<string>): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    let block = '';
    for (const text of texts) {
      block += text;
      if (block.length < BLOCK_CHARACTERS) continue;
      writeAll(handle, block);
      block = '';
    }
    writeAll(handle, block);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
}
