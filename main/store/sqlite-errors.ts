import SqliteDatabase from 'better-sqlite3';
import { WorkstationError } from '../../domain/errors.ts';

const NOT_WRITTEN = /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM)/;
const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB)/;

/** The SQLite result code of an error (SQLITE_FULL, SQLITE_IOERR_WRITE, …), or null when it is no SQLite error. */
export function sqliteCode(thrown: unknown): string | null {
  return thrown instanceof SqliteDatabase.SqliteError ? thrown.code : null;
}

/** What a failed write means to a person: `ledger.write-failed` or `store.damaged`; anything else is returned as it is. */
export function asWriteError(thrown: unknown): unknown {
  const code = sqliteCode(thrown);
  if (code === null) return thrown;
  if (DAMAGED.test(code)) return new WorkstationError('store.damaged', { sqlite: code }, { cause: thrown });
  return NOT_WRITTEN.test(code)
    ? new WorkstationError('ledger.write-failed', { sqlite: code }, { cause: thrown })
    : thrown;
}
