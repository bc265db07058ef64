import type { Database } from 'better-sqlite3';
import { WorkstationError } from '../../domain/errors.ts';
import type { Checkpoint, EntryDraft, EntryKind } from '../../domain/ledger.ts';
import { readEntry } from '../../domain/ledger-frame.ts';
import { asWriteError } from '../store/sqlite-errors.ts';
import type { LedgerHead, LedgerTable } from '../store/tables/ledger.ts';
import { type CommittedEntry, EntryAppender, type LedgerIdentity, type WorkstationClock } from './append-entry.ts';
import { createKey, type KeyStore, keyPlace, type SigningKey } from './keys.ts';
import { checkpointOf, rotationDraft, sealDraft } from './seal.ts';

/** What one transaction may do; it is of no use after the transaction. */
export interface LedgerTransaction {
  append<Kind extends EntryKind>(draft: EntryDraft<Kind>): CommittedEntry<Kind>;
}

/** Hears of entries after they are committed, in order. */
export type AppendListener = (entry: CommittedEntry) => void;

interface LedgerParts {
  readonly database: Database;
  readonly table: LedgerTable;
  readonly clock: WorkstationClock;
  readonly folder: string;
  readonly keyStore: KeyStore | null;
  readonly identity: LedgerIdentity;
  readonly key: SigningKey;
}

/** The one writer of a ledger. Whatever it returns is on the disk; whatever it throws left nothing behind. */
export class Ledger {
  readonly #parts: LedgerParts;
  readonly #appender: EntryAppender;
  readonly #listeners = new Set<AppendListener>();
  readonly #atomically: (work: () => unknown) => unknown;
  #key: SigningKey;
  #open: CommittedEntry[] | null = null;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
    this.#key = parts.key;
    this.#atomically = parts.database.transaction((work: () => unknown) => work()).immediate;
    this.#appender = new EntryAppender(parts.table, parts.identity, parts.clock);
  }

  /** The workstation and whether this is a ledger of practice. */
  get identity(): LedgerIdentity {
    return this.#parts.identity;
  }

  /** The key that seals and certificates are signed with now. */
  get key(): SigningKey {
    return this.#key;
  }

  /** Where that key is kept. */
  get keyIn(): 'key-store' | 'file' {
    return keyPlace(this.#parts.folder, this.#key.keyId);
  }

  /** Appends one entry and commits it. Throws `ledger.write-failed` when the disk refuses. */
  append<Kind extends EntryKind>(draft: EntryDraft<Kind>): CommittedEntry<Kind> {
    return this.transaction((within) => within.append(draft));
  }

  /**
   * Runs `work` in one database transaction: entries that it appends and rows that it changes on the same database are committed together
   * or not at all. `work` must be synchronous. Throws `ledger.write-failed` when the disk refuses, otherwise what `work` throws.
   */
  transaction<Result>(work: (within: LedgerTransaction) => Result): Result {
    return this.#commit((written) => this.#synchronous(work(this.#within(written))));
  }

  /** Seals everything so far; returns the seal's entry, or the newest seal when nothing was written since. */
  sealNow(): CommittedEntry<'sealed'> {
    const head = this.head();
    const newest = this.at(head.seq);
    if (newest?.entry.kind === 'sealed') return newest as CommittedEntry<'sealed'>;
    return this.#appendAfterHead((last) => sealDraft(this.identity, last, this.#key));
  }

  /** Seals, then signs the chain's newest entry as a checkpoint to be kept away from this workstation. */
  checkpoint(): Checkpoint {
    this.sealNow();
    return checkpointOf(this.identity, this.head(), this.#key);
  }

  /** Makes a new key and lets the old one hand over to it in the chain. */
  rotateKey(): CommittedEntry<'key-rotated'> {
    const next = createKey(this.#parts.folder, this.#parts.keyStore);
    const keys = { old: this.#key, next };
    const done = this.#appendAfterHead((last) => rotationDraft(this.identity, last, keys));
    this.#key = next;
    return done;
  }

  /** Calls `listener` after every commit, once for each entry; returns how to stop that. */
  onAppend(listener: AppendListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The newest entry's place in the chain. */
  head(): LedgerHead {
    const head = this.#appender.head();
    if (head === null) throw new WorkstationError('store.damaged', { what: 'the ledger is empty' });
    return head;
  }

  /** One entry by its number, or null. */
  at(seq: number): CommittedEntry | null {
    const link = this.#parts.table.at(seq);
    return link === null ? null : committed(link);
  }

  /** All entries of a job, oldest first. */
  ofJob(job: string): CommittedEntry[] {
    return this.#parts.table.ofJob(job).map(committed);
  }

  /** All entries of a record, oldest first. */
  ofRecord(record: string): CommittedEntry[] {
    return this.#parts.table.ofRecord(record).map(committed);
  }

  /** All entries of a kind, oldest first. */
  ofKind<Kind extends EntryKind>(kind: Kind): CommittedEntry<Kind>[] {
    return this.#parts.table.ofKind(kind).map((link) => committed(link) as CommittedEntry<Kind>);
  }

  #within(written: CommittedEntry[]): LedgerTransaction {
    return { append: (draft) => this.#write(written, () => draft) };
  }

  /** Appends an entry that speaks of the entry just before it. */
  #appendAfterHead<Kind extends EntryKind>(draft: (head: LedgerHead) => EntryDraft<Kind>): CommittedEntry<Kind> {
    const after = (head: LedgerHead | null): EntryDraft<Kind> => draft(head ?? this.head());
    return this.#commit((written) => this.#write(written, after));
  }

  #write<Kind extends EntryKind>(
    written: CommittedEntry[],
    draft: (head: LedgerHead | null) => EntryDraft<Kind>,
  ): CommittedEntry<Kind> {
    if (this.#open !== written) {
      throw new WorkstationError('app.unexpected', { what: 'a ledger transaction used after its end' });
    }
    const entries = this.#appender.append(draft as (head: LedgerHead | null) => EntryDraft);
    written.push(...entries);
    return entries.at(-1) as CommittedEntry<Kind>;
  }

  /** A promise would run on after the commit, outside the transaction. */
  #synchronous<Result>(result: Result): Result {
    if (result instanceof Promise)
      throw new WorkstationError('app.unexpected', { what: 'an asynchronous ledger transaction' });
    return result;
  }

  #commit<Result>(work: (written: CommittedEntry[]) => Result): Result {
    if (this.#open !== null) {
      throw new WorkstationError('app.unexpected', { what: 'a ledger transaction inside another' });
    }
    const written: CommittedEntry[] = [];
    this.#open = written;
    let result: Result;
    try {
      result = this.#atomically(() => work(written)) as Result;
    } catch (cause) {
      this.#appender.forget();
      throw asWriteError(cause);
    } finally {
      this.#open = null;
    }
    this.#publish(written);
    return result;
  }

  #publish(written: readonly CommittedEntry[]): void {
    for (const entry of written) for (const listener of [...this.#listeners]) tell(listener, entry);
  }
}

/** A listener's fault must not look like a failed append: the entry is on the disk. */
function tell(listener: AppendListener, entry: CommittedEntry): void {
  try {
    listener(entry);
  } catch (thrown) {
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
  }
}

function committed(link: { readonly text: string; readonly hash: string }): CommittedEntry {
  const entry = readEntry(link.text) as unknown as CommittedEntry['entry'];
  return { seq: entry.seq, entry, text: link.text, hash: link.hash };
}
