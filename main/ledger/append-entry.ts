import type { WorkstationId } from '../../domain/ids.ts';
import {
  type BodyOf,
  CHAIN_KINDS,
  type ChainLink,
  type EntryDraft,
  type EntryKind,
  entryText,
  GENESIS_PREV,
  type LedgerEntry,
} from '../../domain/ledger.ts';
import type { LedgerHead, LedgerTable } from '../store/tables/ledger.ts';
import { sha256Hex } from './chain-tools.ts';

/** The clock of the workstation: milliseconds since 1970 UTC, and local time minus UTC in minutes at such a moment. */
export interface WorkstationClock {
  now(): number;
  offsetMinutes(atMs: number): number;
}

/** The computer's own clock. */
export const systemClock: WorkstationClock = {
  now: () => Date.now(),
  // 0 - x, because the offset of UTC itself would otherwise be minus zero.
  offsetMinutes: (atMs) => 0 - new Date(atMs).getTimezoneOffset(),
};

/** An entry that is in the ledger, with the exact text and hash that the chain keeps. */
export interface CommittedEntry<Kind extends EntryKind = EntryKind> extends ChainLink {
  readonly seq: number;
  readonly entry: LedgerEntry & { readonly kind: Kind; readonly body: BodyOf<Kind> };
}

/** What every entry of one ledger says alike. */
export interface LedgerIdentity {
  readonly workstation: WorkstationId;
  readonly practice: boolean;
}

/** Writes entries at the end of the chain; each call belongs inside a transaction of the database. */
export class EntryAppender {
  readonly #table: LedgerTable;
  readonly #identity: LedgerIdentity;
  readonly #clock: WorkstationClock;
  #head: LedgerHead | null | undefined;

  constructor(table: LedgerTable, identity: LedgerIdentity, clock: WorkstationClock) {
    this.#table = table;
    this.#identity = identity;
    this.#clock = clock;
  }

  /** The newest entry's place, or null in an empty ledger. */
  head(): LedgerHead | null {
    this.#head ??= this.#table.head();
    return this.#head;
  }

  /** Forgets what was written in a transaction that did not commit. */
  forget(): void {
    this.#head = undefined;
  }

  /**
   * Appends one entry, and before it one that says so when the clock went backwards. `draft` is asked for with the entry that it will
   * follow. Returns all that was written; the draft's own entry is last.
   */
  append(draft: (head: LedgerHead | null) => EntryDraft): CommittedEntry[] {
    const nowMs = this.#clock.now();
    const now = new Date(nowMs).toISOString();
    const before = this.head()?.at;
    const written: CommittedEntry[] = [];
    // Recorded, never corrected: the time of an entry is what the clock said.
    if (before !== undefined && now < before) {
      written.push(
        this.#write({ kind: CHAIN_KINDS.clockWentBack, actor: 'workstation', body: { before, now } }, nowMs),
      );
    }
    written.push(this.#write(draft(this.head()), nowMs));
    return written;
  }

  #write(draft: EntryDraft, nowMs: number): CommittedEntry {
    const head = this.head();
    const at = new Date(nowMs).toISOString();
    const entry: LedgerEntry = {
      ...this.#identity,
      seq: (head?.seq ?? 0) + 1,
      at,
      offsetMinutes: this.#clock.offsetMinutes(nowMs),
      clock: 'workstation',
      kind: draft.kind,
      actor: draft.actor,
      port: draft.port ?? null,
      job: draft.job ?? null,
      record: draft.record ?? null,
      body: draft.body,
      prev: head?.hash ?? GENESIS_PREV,
    };
    const text = entryText(entry);
    const link = { text, hash: sha256Hex(text) };
    this.#table.insert(entry.seq, link);
    this.#head = { seq: entry.seq, hash: link.hash, at };
    return { seq: entry.seq, entry, ...link };
  }
}
