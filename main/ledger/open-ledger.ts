import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { WorkstationError } from '../../domain/errors.ts';
import { keyId, workstationId } from '../../domain/ids.ts';
import { CHAIN_KINDS, LEDGER_SCHEMA } from '../../domain/ledger.ts';
import { checkChain } from '../../domain/ledger-check.ts';
import { readEntry } from '../../domain/ledger-frame.ts';
import { openStore, type Store } from '../store/database.ts';
import { type LedgerTable, ledgerTable } from '../store/tables/ledger.ts';
import { type LedgerIdentity, systemClock, type WorkstationClock } from './append-entry.ts';
import { nodeChainTools } from './chain-tools.ts';
import { createKey, type KeyStore, readKey, type SigningKey } from './keys.ts';
import { Ledger } from './ledger.ts';

/** Where the ledger lives and whether it is one of practice; `clock` is the computer's unless a test gives another. */
export interface OpenLedgerOptions {
  readonly folder: string;
  readonly practice: boolean;
  readonly clock?: WorkstationClock;
  /** The operating system's key store, where there is one. */
  readonly keyStore?: KeyStore | null;
}

/** An open data folder: its ledger, and its database for the other tables. */
export interface OpenLedger {
  readonly ledger: Ledger;
  readonly database: Database;
  close(): void;
}

/**
 * Opens a data folder's ledger for writing; a new folder gets its workstation id, its key and its opening entry. Throws what
 * `openStore` throws, `ledger.chain-broken` when the chain does not check out, `ledger.key-missing`, `ledger.key-exposed`,
 * and `practice.mixed` when the ledger is of practice and was not opened so, or the reverse.
 */
export function openLedger(options: OpenLedgerOptions): OpenLedger {
  const store = openStore(options.folder);
  try {
    const ledger = ledgerIn(store, options);
    return { ledger, database: store.database, close: () => store.close() };
  } catch (cause) {
    store.close();
    throw cause;
  }
}

function ledgerIn(store: Store, options: OpenLedgerOptions): Ledger {
  const table = ledgerTable(store.database);
  const clock = options.clock ?? systemClock;
  const { keyStore = null } = options;
  const parts = { database: store.database, table, clock, folder: store.folder, keyStore };
  const opening = table.at(1);
  if (opening === null) return found(parts, options.practice);
  refuseBroken(table);
  const { workstation, practice } = readEntry(opening.text);
  if (practice !== options.practice) throw new WorkstationError('practice.mixed', { folder: store.folder });
  const key = readKey(store.folder, keyId(currentKeyId(table)), keyStore);
  return new Ledger({ ...parts, key, identity: { workstation, practice } });
}

function refuseBroken(table: LedgerTable): void {
  const answer = checkChain(table.from(1), nodeChainTools(), { depth: 'newest-seal' });
  if (answer.firstBad !== null) throw new WorkstationError('ledger.chain-broken', { ...answer.firstBad });
}

function currentKeyId(table: LedgerTable): string {
  const newest = table.ofKind(CHAIN_KINDS.rotated).at(-1) ?? table.at(1);
  if (newest === null) throw new WorkstationError('ledger.key-missing', {});
  const { kind, body } = readEntry(newest.text);
  return String(kind === CHAIN_KINDS.rotated ? body.newKeyId : body.keyId);
}

interface Parts {
  readonly database: Database;
  readonly table: LedgerTable;
  readonly clock: WorkstationClock;
  readonly folder: string;
  readonly keyStore: KeyStore | null;
}

function found(parts: Parts, practice: boolean): Ledger {
  const key: SigningKey = createKey(parts.folder, parts.keyStore);
  const identity: LedgerIdentity = { workstation: workstationId(`ws-${randomBytes(8).toString('hex')}`), practice };
  const ledger = new Ledger({ ...parts, key, identity });
  ledger.append({
    kind: CHAIN_KINDS.opened,
    actor: 'workstation',
    body: { ...identity, schema: LEDGER_SCHEMA, keyId: key.keyId, publicKey: key.publicKey },
  });
  return ledger;
}
