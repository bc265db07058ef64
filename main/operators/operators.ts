import type { OpenLedger } from '../ledger/open-ledger.ts';
import { operatorsTable } from '../store/tables/operators.ts';
import { AccountBook } from './account-book.ts';
import { AccountDesk } from './account-desk.ts';
import { SESSION_SETTINGS, SessionDesk, type SessionSettings } from './session-desk.ts';

/** The people of an open data folder: who has an account, how accounts change, and who is here now. */
export interface Operators {
  readonly book: AccountBook;
  readonly accounts: AccountDesk;
  readonly sessions: SessionDesk;
}

/** Reads the accounts of an open data folder; nobody is logged in yet. Throws `operator.tampered`. */
export function openOperators(opened: OpenLedger, settings: Partial<SessionSettings> = {}): Operators {
  const full = { ...SESSION_SETTINGS, ...settings };
  const book = new AccountBook(opened.ledger, operatorsTable(opened.database));
  const sessions = new SessionDesk(opened.ledger, book, full);
  return { book, accounts: new AccountDesk(book, sessions, full.cost), sessions };
}
