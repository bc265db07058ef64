import type { Database } from 'better-sqlite3';
import { ChipBook } from './chips/chip-book.ts';
import type { Job } from './jobs/job.ts';
import { JobBook } from './jobs/job-book.ts';
import { recoverJobs } from './jobs/recover-jobs.ts';
import type { KeyStore } from './ledger/keys.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { type Operators, openOperators } from './operators/operators.ts';
import type { SessionSettings } from './operators/session-desk.ts';
import { SettingsBook } from './settings/settings-book.ts';
import { chipsTable } from './store/tables/chips.ts';
import { jobsTable } from './store/tables/jobs.ts';
import { settingsTable } from './store/tables/settings.ts';

const MINUTE_MS = 60_000;

/** Which data folder is opened, and how log-ins behave there. */
export interface RecordsSettings {
  readonly dataFolder: string;
  readonly practice: boolean;
  readonly sessions?: Partial<SessionSettings>;
  /** The operating system's key store, where there is one. */
  readonly keyStore?: KeyStore | null;
}

/** An open data folder: what is on record, who the people are, and the jobs that a crash had left and that were ended. */
export interface OpenRecords {
  readonly folder: string;
  readonly practice: boolean;
  readonly database: Database;
  readonly ledger: Ledger;
  readonly book: JobBook;
  readonly chips: ChipBook;
  readonly operators: Operators;
  readonly settings: SettingsBook;
  readonly recovered: readonly Job[];
  close(): void;
}

/** Opens a data folder before any phone is looked at; jobs that a crash left are ended first. Throws what `openLedger` and `openOperators` throw. */
export function openRecords({ dataFolder, practice, sessions, keyStore = null }: RecordsSettings): OpenRecords {
  const opened = openLedger({ folder: dataFolder, practice, keyStore });
  try {
    const { ledger, database } = opened;
    const chips = new ChipBook(ledger, chipsTable(database));
    const book = new JobBook(ledger, jobsTable(database), chips);
    const recovered = recoverJobs(book);
    const settings = new SettingsBook(ledger, settingsTable(database));
    const idleMs = (): number => settings.now.lockAfterMinutes * MINUTE_MS;
    const operators = openOperators(opened, { idleMs, ...sessions });
    const close = (): void => opened.close();
    return { folder: dataFolder, practice, database, ledger, book, chips, operators, settings, recovered, close };
  } catch (error) {
    opened.close();
    throw error;
  }
}
