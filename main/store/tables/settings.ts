import type { Database } from 'better-sqlite3';
import { asWriteError } from '../sqlite-errors.ts';

/** The rows of settings: a name, and a JSON text. What the disk refuses is `ledger.write-failed`. */
export interface SettingsTable {
  /** The JSON text of a setting, or null. */
  get(name: string): string | null;
  /** Keeps all of these, or none. */
  put(rows: ReadonlyMap<string, string>): void;
}

/** Prepares the statements on the rows of settings. */
export function settingsTable(database: Database): SettingsTable {
  const get = database.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck();
  const put = database.prepare<[string, string]>(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const putAll = database.transaction((rows: ReadonlyMap<string, string>) => {
    for (const [name, value] of rows) put.run(name, value);
  });
  return {
    get: (name) => get.get(name) ?? null,
    put: (rows) => {
      try {
        putAll.immediate(rows);
      } catch (cause) {
        throw asWriteError(cause);
      }
    },
  };
}
