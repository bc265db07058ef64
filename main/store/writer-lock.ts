import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { WorkstationError } from '../../domain/errors.ts';
import { asWriteError, sqliteCode } from './sqlite-errors.ts';

/** The right to write into one data folder. */
export interface WriterLock {
  release(): void;
}

/**
 * Takes the data folder for one writer. It is a lock of the operating system on an empty file, so it ends with the process, however that
 * ends; readers do not take it. Throws `store.in-use` when another writer holds it.
 */
export function takeWriterLock(folder: string): WriterLock {
  let lock: Database | null = null;
  try {
    lock = new SqliteDatabase(join(folder, 'hakushi.lock'), { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    if (sqliteCode(cause)?.startsWith('SQLITE_BUSY')) throw new WorkstationError('store.in-use', { folder }, { cause });
    throw asWriteError(cause);
  }
  const held = lock;
  return { release: () => void held.close() };
}
