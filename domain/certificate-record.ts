import { isJobEntryKind, readBody } from './certificate-entries.ts';
import { type ChipEntryKind, isChipKind } from './chip-entries.ts';
import { readChipBody } from './chip-shapes.ts';
import type { EntryBodies, JobEntryKind } from './entry-kinds.ts';
import type { Doubt, LedgerPosition, RecordedTime } from './report.ts';

/** One entry of the ledger as a certificate reads it; every LedgerEntry is one. */
export interface RecordedEntry {
  readonly seq: number;
  readonly at: string;
  readonly offsetMinutes: number;
  readonly clock: string;
  readonly kind: string;
  readonly practice: boolean;
  readonly workstation: string;
  readonly port: string | null;
  readonly job: string | null;
  readonly record: string | null;
  readonly body: unknown;
}

/** An entry with the hash that the chain gives it. */
export interface HashedEntry {
  readonly entry: RecordedEntry;
  readonly hash: string;
}

/** A job entry whose body was read and found to be what its kind holds. */
export type ReadEntry = {
  readonly [Kind in JobEntryKind]: {
    readonly kind: Kind;
    readonly body: EntryBodies[Kind];
    readonly time: RecordedTime;
    readonly place: number;
  };
}[JobEntryKind];

/** The entry of one kind. */
export type ReadEntryOf<Kind extends JobEntryKind> = Extract<ReadEntry, { kind: Kind }>;

/** The entries of one record, read strictly; whatever was odd about them is a doubt. */
export interface ReadRecord {
  readonly record: string | null;
  readonly job: string | null;
  readonly port: string | null;
  readonly practice: boolean;
  readonly entries: readonly ReadEntry[];
  readonly doubts: readonly Doubt[];
  readonly position: LedgerPosition;
}

/**
 * Reads the entries of one record in the order given. Issues of the certificate itself are left out, so that a reprint
 * says what the original said; a body that is not what its kind holds is left out too and noted as a doubt. Entries about the
 * phone's chip must be readable as well, but are judged by `chip-fold.ts`.
 */
export function readRecord(given: readonly HashedEntry[]): ReadRecord {
  const ours = given.filter(({ entry }) => entry.kind !== 'certificate-issued');
  const doubts = new Set<Doubt>();
  if (ours.length === 0) doubts.add('no-entries');
  if (isMixed(given)) doubts.add('mixed-records');
  if (!isInOrder(given)) doubts.add('out-of-order');
  const entries: ReadEntry[] = [];
  for (const [place, { entry }] of ours.entries()) {
    const read = isChipKind(entry.kind) ? readChip(entry.kind, entry) : readEntry(entry, place);
    if (read === null) continue;
    if (typeof read === 'string') doubts.add(read);
    else entries.push(read);
  }
  const first = ours[0]?.entry;
  return {
    record: first?.record ?? null,
    job: ours.find(({ entry }) => entry.job !== null)?.entry.job ?? null,
    port: ours.find(({ entry }) => entry.port !== null)?.entry.port ?? null,
    // One practice entry is enough to make the whole paper a practice paper.
    practice: given.some(({ entry }) => entry.practice),
    entries,
    doubts: [...doubts],
    position: positionOf(ours),
  };
}

/** The entries of one kind, oldest first. */
export function entriesOf<Kind extends JobEntryKind>(record: ReadRecord, kind: Kind): readonly ReadEntryOf<Kind>[] {
  return record.entries.filter((entry): entry is ReadEntryOf<Kind> => entry.kind === kind);
}

function readEntry(entry: RecordedEntry, place: number): ReadEntry | Doubt {
  if (!isJobEntryKind(entry.kind)) return 'unknown-entry';
  const time = { at: entry.at, offsetMinutes: entry.offsetMinutes, clock: entry.clock };
  try {
    return { kind: entry.kind, body: readBody(entry.kind, entry.body), time, place } as ReadEntry;
  } catch {
    return 'unreadable-entry';
  }
}

/** Entries about the chip stand beside the job's own and are folded by `chip-fold.ts`; here they must only be readable. */
function readChip(kind: ChipEntryKind, { body }: RecordedEntry): Doubt | null {
  try {
    readChipBody(kind, body);
    return null;
  } catch {
    return 'unreadable-entry';
  }
}

function isMixed(given: readonly HashedEntry[]): boolean {
  const sets = [
    new Set(given.map(({ entry }) => entry.record)),
    new Set(given.map(({ entry }) => entry.workstation)),
    new Set(given.map(({ entry }) => entry.practice)),
    new Set(given.map(({ entry }) => entry.job).filter((job) => job !== null)),
  ];
  return sets.some((set) => set.size > 1) || given.some(({ entry }) => entry.record === null);
}

function isInOrder(given: readonly HashedEntry[]): boolean {
  return given.every(({ entry }, index) => index === 0 || entry.seq > (given[index - 1]?.entry.seq ?? 0));
}

function positionOf(ours: readonly HashedEntry[]): LedgerPosition {
  const first = ours[0];
  const last = ours.at(-1);
  return {
    workstation: first?.entry.workstation ?? null,
    firstSeq: first?.entry.seq ?? null,
    lastSeq: last?.entry.seq ?? null,
    headHash: last?.hash ?? null,
    entries: ours.length,
  };
}
