import { existsSync, readFileSync, statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { sqliteCode } from './sqlite-errors.ts';

/** A ledger row as its bytes lie in the file; `entry` is null when the column holds no text. */
export interface RawLedgerRow {
  readonly rowid: number;
  readonly entry: Uint8Array | null;
  readonly hash: unknown;
}

const BUSY_TIMEOUT_MS = 5000;
const BLOCK_ROWS = 512;

/** One state of a ledger's rows, as it was when it was opened. */
export interface LedgerSnapshot {
  /** All rows in order. Throws SqliteError when the file cannot be read further. */
  rows(): Generator<RawLedgerRow, void, undefined>;
  /** One row by its number, or null. Throws SqliteError when it cannot be read. */
  at(seq: number): RawLedgerRow | null;
  close(): void;
}

/**
 * Opens one snapshot of a database's ledger rows, without the writer's lock and while a writer goes on. Throws SqliteError when the file is
 * no database or holds no ledger.
 */
export function openSnapshot(file: string): LedgerSnapshot {
  const database = openToRead(file);
  try {
    database.pragma('trusted_schema = OFF');
    database.exec('BEGIN');
    return snapshotOf(database);
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function snapshotOf(database: Database): LedgerSnapshot {
  const columns = 'seq AS rowid, CAST(entry AS BLOB) AS entry, hash';
  const block = database.prepare<[number, number], RawLedgerRow>(
    `SELECT ${columns} FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const one = database.prepare<[number], RawLedgerRow>(`SELECT ${columns} FROM ledger WHERE seq = ?`);
  return {
    *rows() {
      for (let last = Number.MIN_SAFE_INTEGER; ; ) {
        const rows = block.all(last, BLOCK_ROWS);
        yield* rows;
        const end = rows.at(-1);
        if (end === undefined || rows.length < BLOCK_ROWS) return;
        last = end.rowid;
      }
    },
    at: (seq) => one.get(seq) ?? null,
    close: () => void database.close(),
  };
}

/**
 * Reads all ledger rows of a database in one snapshot, without the writer's lock and while a writer goes on. Throws SqliteError when the
 * file is no database, holds no ledger, or cannot be read further.
 */
export function* rawLedgerRows(file: string): Generator<RawLedgerRow, void, undefined> {
  const snapshot = openSnapshot(file);
  try {
    yield* snapshot.rows();
  } finally {
    snapshot.close();
  }
}

function openToRead(file: string): Database {
  try {
    return opened(new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS }));
  } catch (cause) {
    // Reading in WAL mode needs files beside the database, so an auditor's copy on a medium that cannot be written to is read from memory.
    if (!isReadOnlyPlace(cause) || !isSettled(file)) throw cause;
    return opened(new SqliteDatabase(withoutWalMode(readFileSync(file)), { readonly: true }));
  }
}

function isReadOnlyPlace(cause: unknown): boolean {
  const code = sqliteCode(cause) ?? '';
  return code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY');
}

// The read and write version of the file format (offsets 18 and 19 of the header): 2 is WAL, 1 is not.
function withoutWalMode(bytes: Buffer): Buffer {
  bytes.fill(1, 18, 20);
  return bytes;
}

function opened(database: Database): Database {
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function isSettled(file: string): boolean {
  const wal = `${file}-wal`;
  return !existsSync(wal) || statSync(wal).size === 0;
}
