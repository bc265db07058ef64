import type { EntryBodies, JobEntryKind } from './entry-kinds.ts';
import type { ErrorCode } from './errors.ts';

/** How an order to erase over USB came to nothing on an iPhone: the phone said no, or nothing showed that it did as it was told. */
export type OrderFailure = 'refused' | 'unconfirmed';

/** One entry of a job as the ledger has it; every LedgerEntry is one. */
export interface JobEntryOnRecord {
  readonly kind: string;
  readonly body: unknown;
}

// What ended these was a person or a crash, which says nothing of the order.
const NOT_THE_PHONE: ReadonlySet<ErrorCode> = new Set(['job.cancelled', 'job.interrupted']);

// Of a phone that trusts this computer these are its own no, or a word that nobody knows; what it does not let happen, a hand still can.
const BEFORE_THE_ORDER: Partial<Readonly<Record<ErrorCode, OrderFailure>>> = {
  'erase.refused': 'refused',
  'device.supervised-elsewhere': 'refused',
  'device.pairing-refused': 'unconfirmed',
};

/** How the order to erase came to nothing in one job, by its entries; null where none was given, or where nothing speaks against it. */
export function failedOrderIn(entries: readonly JobEntryOnRecord[]): OrderFailure | null {
  const erasing = bodiesOf(entries, 'step-intended').find(({ step }) => step.act === 'apple.erase')?.step.id;
  const isPassed = bodiesOf(entries, 'verdict-reached').some(({ outcome }) => outcome === 'pass');
  if (erasing === undefined || isPassed) return null;
  const isGiven = bodiesOf(entries, 'evidence-recorded').some(({ evidence }) => evidence.kind === 'erase-order');
  const ended = bodiesOf(entries, 'step-ended').find(({ step, error }) => step === erasing && error !== null);
  const isRemembered = bodiesOf(entries, 'finding-made').some(
    ({ rule, outcome }) => rule === 'pairing-forgotten' && outcome === 'fail',
  );
  return (ended?.error && orderFailureOf(ended.error.code, isGiven)) ?? (isRemembered ? 'unconfirmed' : null);
}

function bodiesOf<Kind extends JobEntryKind>(
  entries: readonly JobEntryOnRecord[],
  kind: Kind,
): readonly EntryBodies[Kind][] {
  return entries.filter((entry) => entry.kind === kind).map(({ body }) => body as EntryBodies[Kind]);
}

/** What an error says of the order to erase in whose step it came; null where a person can settle it at the phone, such as its lock, or ended the job. */
export function orderFailureOf(code: ErrorCode, isGiven: boolean): OrderFailure | null {
  if (NOT_THE_PHONE.has(code)) return null;
  if (isGiven) return 'unconfirmed';
  return BEFORE_THE_ORDER[code] ?? null;
}
