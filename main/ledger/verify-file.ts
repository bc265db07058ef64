import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalText } from '../../domain/canonical.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { Checkpoint } from '../../domain/ledger.ts';
import { ChainChecker } from '../../domain/ledger-check.ts';
import type { ChainAnswer, ChainOptions } from '../../domain/ledger-faults.ts';
import { rawLedgerRows } from '../store/read-store.ts';
import { sqliteCode } from '../store/sqlite-errors.ts';
import { linkOf, strictText } from './chain-lines.ts';
import { nodeChainTools } from './chain-tools.ts';

/** How a ledger file is checked; `checkpointPath` names a checkpoint file as `writeCheckpoint` makes it. */
export interface VerifyOptions {
  readonly checkpointPath?: string;
  readonly depth?: ChainOptions['depth'];
}

const SQLITE_MAGIC = 'SQLite format 3\u0000';
const BLOCK_BYTES = 1 << 20;
const LONGEST_LINE_BYTES = 32 << 20;
// Some milliseconds of work, so that a window goes on living while its ledger is checked.
const ENTRIES_A_TURN = 256;

/**
 * Checks a ledger file, a database (also while it is written to) or an export, in constant memory. Damage of any kind is the answer's
 * first bad entry; `ledger.file-unreadable` is thrown only when there is no such file, it cannot be opened, or the checkpoint file is none.
 */
export async function verifyLedgerFile(path: string, options: VerifyOptions = {}): Promise<ChainAnswer> {
  const checkpoint = options.checkpointPath === undefined ? undefined : readCheckpoint(options.checkpointPath);
  const depth = options.depth ?? 'every-entry';
  const checker = new ChainChecker(nodeChainTools(), checkpoint === undefined ? { depth } : { depth, checkpoint });
  const isDatabase = hasSqliteMagic(path);
  let taken = 0;
  for (const link of isDatabase ? databaseLinks(path) : exportLinks(path)) {
    if (link === null) checker.pushUnreadable();
    else checker.push(link);
    taken += 1;
    if (taken % ENTRIES_A_TURN === 0) await nextTurn();
  }
  return checker.finish();
}

/** Reads a checkpoint file; throws `ledger.file-unreadable` when it is not one. */
export function readCheckpoint(path: string): Checkpoint {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new WorkstationError('ledger.file-unreadable', { file: path }, { cause });
  }
  if (!isCheckpoint(found)) throw new WorkstationError('ledger.file-unreadable', { file: path });
  return found;
}

/** The text of a checkpoint file. */
export function checkpointText(checkpoint: Checkpoint): string {
  return `${canonicalText({ ...checkpoint })}\n`;
}

const CHECKPOINT_FIELDS: Readonly<Record<keyof Checkpoint, 'string' | 'number' | 'boolean'>> = {
  workstation: 'string',
  practice: 'boolean',
  seq: 'number',
  hash: 'string',
  entries: 'number',
  keyId: 'string',
  publicKey: 'string',
  at: 'string',
  signature: 'string',
};

function isCheckpoint(found: unknown): found is Checkpoint {
  if (typeof found !== 'object' || found === null) return false;
  const fields = found as Record<string, unknown>;
  const isShaped = Object.entries(CHECKPOINT_FIELDS).every(([name, type]) => typeof fields[name] === type);
  return isShaped && Number.isSafeInteger(fields.seq) && Number.isSafeInteger(fields.entries) && Number(fields.seq) > 0;
}

type FoundLink = { readonly text: string; readonly hash: string } | null;

function* databaseLinks(path: string): Generator<FoundLink, void, undefined> {
  try {
    for (const row of rawLedgerRows(path)) {
      const text = row.entry === null ? null : strictText(row.entry);
      yield text === null || typeof row.hash !== 'string' ? null : { text, hash: row.hash };
    }
  } catch (cause) {
    // The file could be opened, so whatever SQLite says against it is an answer about the next entry; a lock that stays is not.
    if (!/^SQLITE_(?!BUSY)/.test(sqliteCode(cause) ?? '')) throw unreadable(path, cause);
    yield null;
  }
}

function* exportLinks(path: string): Generator<FoundLink, void, undefined> {
  for (const line of fileLines(path)) {
    const text = line === null ? null : strictText(line);
    yield text === null ? null : linkOf(text);
  }
}

/** The lines of a file without their line feeds; null once, at the end, when a line is longer than any entry. */
function* fileLines(path: string): Generator<Buffer | null, void, undefined> {
  const handle = openToRead(path);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK_BYTES);
      const size = readSync(handle, block, 0, BLOCK_BYTES, null);
      if (size === 0) break;
      rest = Buffer.concat([rest, block.subarray(0, size)]);
      let from = 0;
      for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, from)) {
        yield rest.subarray(from, end);
        from = end + 1;
      }
      rest = rest.subarray(from);
      if (rest.length > LONGEST_LINE_BYTES) return yield null;
    }
    if (rest.length > 0) yield rest;
  } finally {
    closeSync(handle);
  }
}

function openToRead(path: string): number {
  try {
    if (!statSync(path).isFile()) throw new WorkstationError('ledger.file-unreadable', { file: path });
    return openSync(path, 'r');
  } catch (cause) {
    throw cause instanceof WorkstationError ? cause : unreadable(path, cause);
  }
}

function hasSqliteMagic(path: string): boolean {
  const handle = openToRead(path);
  try {
    const start = Buffer.alloc(SQLITE_MAGIC.length);
    readSync(handle, start, 0, start.length, 0);
    return start.toString('latin1') === SQLITE_MAGIC;
  } finally {
    closeSync(handle);
  }
}

function unreadable(path: string, cause: unknown): WorkstationError {
  return new WorkstationError('ledger.file-unreadable', { file: path }, { cause });
}
