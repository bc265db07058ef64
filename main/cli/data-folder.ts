import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { WorkstationError } from '../../domain/errors.ts';
import { readEntry } from '../../domain/ledger-frame.ts';
import { type OpenLedger, openLedger } from '../ledger/open-ledger.ts';
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

/** Tells whether a data folder has a database already. */
export function holdsLedger(folder: string): boolean {
  return existsSync(databaseIn(folder));
}

/** Opens the ledger of a data folder that already has one; a mistyped folder is `ledger.file-unreadable`, never a new ledger. */
export function openExistingLedger(folder: string): OpenLedger {
  const file = databaseIn(folder);
  if (!holdsLedger(folder)) throw new WorkstationError('ledger.file-unreadable', { file });
  return openLedger({ folder, practice: isOfPractice(file) });
}

function isOfPractice(file: string): boolean {
  try {
    for (const { entry } of rawLedgerRows(file)) {
      return entry !== null && readEntry(new TextDecoder().decode(entry)).practice;
    }
    return false;
  } catch (cause) {
    throw new WorkstationError('store.damaged', { file }, { cause });
  }
}
