import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readEntry } from '../../domain/ledger-frame.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { rawLedgerRows } from '../store/read-store.ts';

/** Where the workstation keeps its data when nobody chooses a place: the system's own folder for a user's application data. */
export function usualDataFolder(): string {
  const { platform, env } = process;
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Hakushi');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Hakushi');
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'hakushi');
}

/** The database file of a data folder. */
export function databaseIn(folder: string): string {
  return join(folder, DATABASE_FILE);
}

/** Tells whether a data folder holds a ledger of practice; a folder without a ledger does not. */
export function isPracticeFolder(folder: string): boolean {
  if (!existsSync(databaseIn(folder))) return false;
  for (const { entry } of rawLedgerRows(databaseIn(folder))) {
    return entry !== null && readEntry(new TextDecoder().decode(entry)).practice;
  }
  return false;
}
