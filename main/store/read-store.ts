import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import SqliteDatabase, { type Database } from 'better-sqlite3';

/** A ledger row as its bytes lie in the file; `entry` is null when the column holds no text. */
export interface RawLedgerRow {
  readonly rowid: number;
  readonly entry: Uint8Array | null;
  readonly hash: unknown;
}

const BUSY_TIMEOUT_MS = 5000;
const BLOCK_ROWS = 512;

/**
 * Reads all ledger rows of a database in one snapshot, without the writer's lock and while a writer goes on. Throws SqliteError when the
 * file is no database, holds no ledger, or cannot be read further.
 */
export function* rawLedgerRows(file: string): Generator<RawLedgerRow, void, undefined> {
  const database = openToRead(file);
  try {
    database.pragma('trusted_schema = OFF');
    database.exec('BEGIN');
    const block = database.prepare<[number, number], RawLedgerRow>(
      'SELECT seq AS rowid, CAST(entry AS BLOB) AS entry, hash FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    for (let last = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = block.all(last, BLOCK_ROWS);
      yield* rows;
      const end = rows.at(-1);
      if (end === undefined || rows.length < BLOCK_ROWS) return;
      last = end.rowid;
    }
  } finally {
    database.close();
  }
}

function openToRead(file: string): Database {
  const options = { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS } as const;
  const database = new SqliteDatabase(file, options);
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (cause) {
    database.close();
    // A database in WAL mode on a medium that cannot be written to (an auditor's copy) opens only when it is promised not to change.
    if (!isSettled(file)) throw cause;
    return new SqliteDatabase(`${pathToFileURL(file).href}?immutable=1`, { readonly: true });
  }
}

function isSettled(file: string): boolean {
  const wal = `${file}-wal`;
  return !existsSync(wal) || statSync(wal).size === 0;
}
