import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditContent, AuditDevice, AuditException, AuditPeriod } from '../../domain/audit-report.ts';
import { auditRecord } from '../../domain/audit-report-device.ts';
import { auditContent } from '../../domain/audit-report-file.ts';
import { AuditStream } from '../../domain/audit-report-stream.ts';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { ChainChecker } from '../../domain/ledger-check.ts';
import { type ReadEntry, readFrame } from '../../domain/ledger-frame.ts';
import { strictText } from '../ledger/chain-lines.ts';
import { nodeChainTools, sha256Hex } from '../ledger/chain-tools.ts';
import { type LedgerSnapshot, openSnapshot, type RawLedgerRow } from '../store/read-store.ts';
import { sqliteCode } from '../store/sqlite-errors.ts';
import { devicesCsv } from './audit-csv.ts';

/** What was read from a ledger for one period: the content, and the device list that the content names by its hash. */
export interface ReadAudit {
  readonly content: AuditContent;
  readonly csv: string;
}

const ENTRIES_A_TURN = 1024;
const RECORDS_A_TURN = 32;

/**
 * Reads the report of a period from a ledger database in one snapshot: every entry once, in order, for the chain and for what happened,
 * then the records of the period one by one. It takes no lock and changes nothing; a damaged ledger gives a report that says so. Throws
 * `ledger.file-unreadable` when there is no ledger to read, or it is locked.
 */
export async function readAudit(databaseFile: string, period: AuditPeriod): Promise<ReadAudit> {
  const snapshot = snapshotOf(databaseFile);
  try {
    const stream = new AuditStream(period);
    const checker = new ChainChecker(nodeChainTools());
    const unreadable = await readThrough(snapshot, stream, checker);
    const chain = checker.finish();
    const isWhole = chain.ok && unreadable === 0;
    const devices: AuditDevice[] = [];
    const exceptions: AuditException[] = [];
    for (const [record, seqs] of stream.records) {
      const audited = auditRecord(record, entriesAt(snapshot, seqs), isWhole);
      devices.push(audited.device);
      exceptions.push(...audited.exceptions);
      if (devices.length % RECORDS_A_TURN === 0) await nextTurn();
    }
    const csv = devicesCsv(devices, isWhole);
    const devicesCsvSha256 = sha256Hex(csv);
    return { content: auditContent({ period, stream, chain, unreadable, devices, exceptions, devicesCsvSha256 }), csv };
  } catch (cause) {
    throw sqliteCode(cause) === null ? cause : notReadable(databaseFile, cause);
  } finally {
    snapshot.close();
  }
}

function snapshotOf(file: string): LedgerSnapshot {
  if (!existsSync(file)) throw notReadable(file, undefined);
  try {
    return openSnapshot(file);
  } catch (cause) {
    throw notReadable(file, cause);
  }
}

function notReadable(file: string, cause: unknown): WorkstationError {
  return new WorkstationError('ledger.file-unreadable', { file }, { cause });
}

/** Lets every entry pass by the chain's check and the report's stream; returns how many could not be read as entries. */
async function readThrough(snapshot: LedgerSnapshot, stream: AuditStream, checker: ChainChecker): Promise<number> {
  let unreadable = 0;
  let taken = 0;
  for (const row of rowsToTheEnd(snapshot)) {
    const text = row === null ? null : textOf(row);
    if (text === null || typeof row?.hash !== 'string') checker.pushUnreadable();
    else checker.push({ text, hash: row.hash });
    const entry = entryOf(text);
    if (entry === null) unreadable += 1;
    else stream.push(entry, row?.rowid);
    taken += 1;
    if (taken % ENTRIES_A_TURN === 0) await nextTurn();
  }
  return unreadable;
}

/** The rows, and null once where the database cannot be read further: the report is made of what was before. */
function* rowsToTheEnd(snapshot: LedgerSnapshot): Generator<RawLedgerRow | null, void, undefined> {
  try {
    yield* snapshot.rows();
  } catch (cause) {
    if (!/^SQLITE_(?!BUSY)/.test(sqliteCode(cause) ?? '')) throw cause;
    yield null;
  }
}

function textOf({ entry }: RawLedgerRow): string | null {
  return entry === null ? null : strictText(entry);
}

/** Only the exact canonical text of an entry is read: its fields then have their types, and no text in it is malformed. */
function entryOf(text: string | null): ReadEntry | null {
  return text === null || readFrame(text) === null ? null : (JSON.parse(text) as ReadEntry);
}

function entriesAt(snapshot: LedgerSnapshot, seqs: readonly number[]): readonly HashedEntry[] {
  return seqs.flatMap((seq) => {
    const row = rowAt(snapshot, seq);
    const entry = row === null ? null : entryOf(textOf(row));
    return entry === null ? [] : [{ entry, hash: String(row?.hash) }];
  });
}

/** A row that cannot be read any more is missing; its chain has been found broken by then. */
function rowAt(snapshot: LedgerSnapshot, seq: number): RawLedgerRow | null {
  try {
    return snapshot.at(seq);
  } catch (cause) {
    if (!/^SQLITE_(?!BUSY)/.test(sqliteCode(cause) ?? '')) throw cause;
    return null;
  }
}
