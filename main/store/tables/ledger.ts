import type { Database } from 'better-sqlite3';
import { CHAIN_KINDS, type ChainLink } from '../../../domain/ledger.ts';
import { DESK_KINDS } from '../../../domain/operator-entries.ts';

/** The newest entry's place in the chain. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
}

/** The ledger's rows; the only place that knows their SQL. */
export interface LedgerTable {
  head(): LedgerHead | null;
  insert(seq: number, link: ChainLink): void;
  at(seq: number): ChainLink | null;
  /** Entries of a kind; quick for the ledger's own kinds, a look at every entry for others. */
  ofKind(kind: string): ChainLink[];
  ofJob(job: string): ChainLink[];
  ofRecord(record: string): ChainLink[];
  /** Every entry from a seq on, in order, a block at a time, so that writers are not held up. */
  from(seq: number): Generator<ChainLink, void, undefined>;
}

// Kinds that belong to no job: the index of those finds them.
const OWN_KINDS: ReadonlySet<string> = new Set([...Object.values(CHAIN_KINDS), ...DESK_KINDS]);
const BLOCK_ROWS = 512;

interface Row {
  readonly text: string;
  readonly hash: string;
}

/** Prepares the statements on the ledger's rows. */
export function ledgerTable(database: Database): LedgerTable {
  const columns = 'entry AS text, hash';
  const head = database.prepare<[], LedgerHead>('SELECT seq, hash, at FROM ledger ORDER BY seq DESC LIMIT 1');
  const insert = database.prepare<[number, string, string]>('INSERT INTO ledger (seq, entry, hash) VALUES (?, ?, ?)');
  const at = database.prepare<[number], Row>(`SELECT ${columns} FROM ledger WHERE seq = ?`);
  const ofKind = database.prepare<[string], Row>(`SELECT ${columns} FROM ledger WHERE kind = ? ORDER BY seq`);
  const ofOwnKind = database.prepare<[string], Row>(
    `SELECT ${columns} FROM ledger WHERE kind = ? AND job IS NULL ORDER BY seq`,
  );
  const ofJob = database.prepare<[string], Row>(`SELECT ${columns} FROM ledger WHERE job = ? ORDER BY seq`);
  const ofRecord = database.prepare<[string], Row>(`SELECT ${columns} FROM ledger WHERE record = ? ORDER BY seq`);
  const block = database.prepare<[number, number], Row & { seq: number }>(
    `SELECT seq, ${columns} FROM ledger WHERE seq >= ? ORDER BY seq LIMIT ?`,
  );
  return {
    head: () => head.get() ?? null,
    insert: (seq, link) => void insert.run(seq, link.text, link.hash),
    at: (seq) => at.get(seq) ?? null,
    ofKind: (kind) => (OWN_KINDS.has(kind) ? ofOwnKind : ofKind).all(kind),
    ofJob: (job) => ofJob.all(job),
    ofRecord: (record) => ofRecord.all(record),
    *from(seq) {
      for (let next = seq; ; ) {
        const rows = block.all(next, BLOCK_ROWS);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined || rows.length < BLOCK_ROWS) return;
        next = last.seq + 1;
      }
    },
  };
}
