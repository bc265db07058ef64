import { isJobEntryKind, readBody } from './certificate-entries.ts';
import type { ChipState } from './chip.ts';
import { isNoise, isPhoneChip, isPlainSilence } from './chip-answer.ts';
import { isAnotherChip } from './chip-carried.ts';
import type { CarriedReading, ChipRecord, ChipRecordEntry, Moment, ReadingOnRecord } from './chip-record.ts';
import { APPLE_IC, appleErasedAllows } from './chip-verdict.ts';
import type { EntryBodies, JobEntryKind } from './entry-kinds.ts';
import { isCryptographic, type Plan, type RuleId, rulesOf } from './erasure.ts';
import { type JobState, nextJobState } from './job.ts';

/** What the record of an iPhone says of its chip. */
export interface IphoneChip {
  readonly seen: ChipState;
  /** The reading that decides, where one does. */
  readonly deciding: ReadingOnRecord | null;
  readonly isAnother: boolean;
}

/**
 * Judges the chip of an iPhone: the phone terminates its cards at the erase, so that a proven erase speaks for it and an answer
 * after the erase against it. A reader proves nothing for it, whatever it saw (docs/decisions/0027).
 */
export function judgeIphone(record: ChipRecord, erase: Moment | null): IphoneChip {
  const newest = record.readings.at(-1) ?? null;
  const { answer, told, poll0003 } = erase === null ? NOT_ERASED : metSince(record, erase);
  const isTouched = erase !== null && record.chipActs.some(({ place }) => place > erase.place);
  const isAnother = isAnotherChip(record) || record.readings.some(isAnotherPhones);
  const eraseProven = erase !== null && !isTouched && !isAnother && !record.readings.some(isFullScan);
  if (appleErasedAllows({ eraseProven, poll0003 })) return { seen: 'APPLE_ERASED', deciding: null, isAnother };
  if (answer === null && told) return { seen: TOLD[told.is], deciding: null, isAnother };
  const deciding = answer ?? newest;
  const state = deciding?.verdict.state ?? 'UNKNOWN';
  // Only another phone's chip can look empty.
  return { seen: state === 'EMPTY' ? 'UNKNOWN' : state, deciding, isAnother };
}

/** What a reading under another record is called here; one that nobody knows what to make of stays unknown. */
const TOLD: Readonly<Record<CarriedReading['is'], ChipState>> = {
  residual: 'RESIDUAL',
  review: 'REVIEW',
  unknown: 'UNKNOWN',
  silent: 'UNKNOWN',
};

/** What readers met since an erase: under this record, and under others of the phone. */
interface Met {
  readonly answer: ReadingOnRecord | null;
  readonly told: CarriedReading | null;
  readonly poll0003: 'not-made' | 'silent' | 'answered';
}

const NOT_ERASED: Met = { answer: null, told: null, poll0003: 'not-made' };

/** Silence after an answer takes nothing back: only another erase does. */
function metSince({ readings, carriedReadings }: ChipRecord, erase: Moment): Met {
  const since = readings.filter(({ place, at, readAt }) => !isBefore({ place, at: readAt ?? at }, at, erase));
  const answer = since.findLast((one) => isAnswer(one, since)) ?? null;
  const told = carriedReadings.findLast((one) => !isBefore(one, one.toldAt, erase)) ?? null;
  const silent = since.length === 0 ? 'not-made' : 'silent';
  return { answer, told, poll0003: answer || told ? 'answered' : silent };
}

/** An iPhone must not be given one, and what it answers is what Wallet lets it. */
function isFullScan({ reading }: ReadingOnRecord): boolean {
  return reading.scan === 'full' && !isPlainSilence(reading);
}

function isAnotherPhones({ reading }: ReadingOnRecord): boolean {
  return isPhoneChip(reading) && reading.chip?.icCode !== APPLE_IC;
}

/** Anything but silence; noise alone says so little that silence which was met later takes it back. */
function isAnswer(one: ReadingOnRecord, since: readonly ReadingOnRecord[]): boolean {
  if (isPlainSilence(one.reading)) return false;
  const isLater = ({ place, readAt }: ReadingOnRecord): boolean =>
    place > one.place && readAt !== null && readAt >= (one.readAt ?? one.at);
  return !isNoise(one.reading) || !since.some((other) => isPlainSilence(other.reading) && isLater(other));
}

/**
 * A poll counts by when it was made, however late it was bound. Its own time is believed only where its entry was written after the
 * erase by the clock as well: one that was set back in between must not make an answer older than the erase.
 */
function isBefore({ place, at }: Moment, writtenAt: string, erase: Moment): boolean {
  return place < erase.place || (at < erase.at && erase.at <= writtenAt);
}

/** The newest job of a record, as far as its entries show it going by the rules. */
interface Attempt {
  readonly plan: Plan;
  state: JobState;
  isSound: boolean;
  isJudged: boolean;
  readonly ended: Map<string, Moment>;
  readonly proven: Set<RuleId>;
}

/**
 * When the newest job of a record erased its iPhone: the end of its last erasing step, once every step ended, every rule was found
 * proven, the verdict was a pass and the job moved to `passed` by allowed moves; null when any of that is missing, and as soon as
 * the job did anything after it.
 */
export function appleEraseIn(entries: readonly ChipRecordEntry[]): Moment | null {
  let attempt: Attempt | null = null;
  for (const [place, { kind, body, at }] of entries.entries()) {
    if (!isJobEntryKind(kind) || kind === 'certificate-issued') continue;
    try {
      if (kind === 'job-drafted') attempt = begun(readBody(kind, body));
      else if (attempt) follow(attempt, kind, body, { place, at });
    } catch {
      return null;
    }
  }
  return attempt && eraseOf(attempt);
}

function begun({ device, plan }: EntryBodies['job-drafted']): Attempt | null {
  if (!device.apple || plan === null || !isCryptographic(plan.rung)) return null;
  return { plan, state: 'drafted', isSound: true, isJudged: false, ended: new Map(), proven: new Set() };
}

function follow(attempt: Attempt, kind: JobEntryKind, body: unknown, moment: Moment): void {
  if (attempt.state === 'passed') attempt.isSound = false;
  switch (kind) {
    case 'job-moved':
      move(attempt, readBody(kind, body));
      return;
    case 'step-ended': {
      const { step, outcome } = readBody(kind, body);
      if (outcome !== 'done') attempt.isSound = false;
      attempt.ended.set(step, moment);
      return;
    }
    case 'finding-made':
      find(attempt, readBody(kind, body));
      return;
    case 'verdict-reached': {
      const { outcome, kind: closing, gaps } = readBody(kind, body);
      attempt.isJudged = outcome === 'pass' && closing !== null && gaps.length === 0;
      return;
    }
    default:
  }
}

function move(attempt: Attempt, { from, to, event }: EntryBodies['job-moved']): void {
  const isAllowed = from === attempt.state && nextJobState(from, event) === to;
  if (!isAllowed || (to === 'passed' && !attempt.isJudged)) attempt.isSound = false;
  attempt.state = to;
}

/** As the verdict itself weighs findings: one failure is enough, and one that is undecided where the plan asks for a proof. */
function find(attempt: Attempt, { rule, outcome }: EntryBodies['finding-made']): void {
  if (outcome === 'pass') attempt.proven.add(rule);
  else if (outcome === 'fail' || rulesOf(attempt.plan).includes(rule)) attempt.isSound = false;
}

function eraseOf({ plan, state, isSound, ended, proven }: Attempt): Moment | null {
  const rules = rulesOf(plan);
  const isProven = rules.length > 0 && rules.every((rule) => proven.has(rule));
  const isDone = plan.steps.every(({ id }) => ended.has(id));
  if (state !== 'passed' || !isSound || !isProven || !isDone) return null;
  const erasing = plan.steps.filter(({ strength }) => strength !== null);
  return (
    erasing
      .flatMap(({ id }) => ended.get(id) ?? [])
      .toSorted((one, other) => one.place - other.place)
      .at(-1) ?? null
  );
}
