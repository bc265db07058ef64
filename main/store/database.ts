import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { WorkstationError } from '../../domain/errors.ts';
import { type Migration, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { asWriteError } from './sqlite-errors.ts';
import { takeWriterLock } from './writer-lock.ts';

/** The database's file name inside a data folder. */
export const DATABASE_FILE = 'hakushi.sqlite';
/** "HAKU" as SQLite's application_id, so that the file names its owner. */
export const APPLICATION_ID = 0x48_41_4b_55;
const BUSY_TIMEOUT_MS = 5000;

/** A data folder opened for writing; `close` gives it free. */
export interface Store {
  readonly database: Database;
  readonly folder: string;
  close(): void;
}

/** The pragmas every writing connection runs with; FULL because NORMAL lost acknowledged rows in power-cut trials. */
export function setWriterPragmas(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('recursive_triggers = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
}

/**
 * Opens the data folder for writing, creating it and bringing its schema forward. Throws `store.in-use` when another process writes
 * there, `store.from-the-future`, `store.migration-failed`, `store.damaged`, and `ledger.write-failed` when the disk refuses.
 */
export function openStore(folder: string, migrations: readonly Migration[] = MIGRATIONS): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeWriterLock(folder);
  try {
    const database = openDatabase(join(folder, DATABASE_FILE), migrations);
    return {
      database,
      folder,
      close: () => {
        database.close();
        lock.release();
      },
    };
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

function openDatabase(file: string, migrations: readonly Migration[]): Database {
  let database: Database | null = null;
  try {
    database = new SqliteDatabase(file);
    refuseForeign(database);
    setWriterPragmas(database);
    if (database.pragma('journal_mode', { simple: true }) !== 'wal')
      throw new WorkstationError('store.damaged', { file });
    migrate(database, migrations);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    return database;
  } catch (cause) {
    database?.close();
    throw asWriteError(cause);
  }
}

/** A database that some other program made is never migrated. */
function refuseForeign(database: Database): void {
  const version = database.pragma('user_version', { simple: true });
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (version === 0 && tables !== 0) throw new WorkstationError('store.damaged', { file: database.name });
}
