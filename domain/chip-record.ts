import { isJobEntryKind, readBody } from './certificate-entries.ts';
import type { ChipReading } from './chip.ts';
import { isPhoneChip } from './chip-answer.ts';
import { type ChipBodies, isChipKind, type ShownChip } from './chip-entries.ts';
import { doerOf, IN_USE } from './chip-guide.ts';
import { isLastingSign, type Presence, type PresenceSource, presenceOf } from './chip-presence.ts';
import { readChipBody } from './chip-shapes.ts';
import { ChipVerdict, isForModel } from './chip-verdict.ts';
import { type DeviceFacts, known } from './device.ts';
import type { JobEntryKind } from './entry-kinds.ts';
import type { InstructionId } from './erasure.ts';
import type { JobState } from './job.ts';
import type { Review } from './verdict.ts';

/** One entry of a record as the ledger has it; every LedgerEntry is one. */
export interface ChipRecordEntry {
  readonly kind: string;
  /** UTC with milliseconds. */
  readonly at: string;
  readonly body: unknown;
}

/** Where something stands among the record's entries, and when it was written (UTC with milliseconds). */
export interface Moment {
  readonly place: number;
  readonly at: string;
  /** Where it happened under another record: the time that is on record there, whether or not it is believed here. */
  readonly saidAt?: string;
}

/** A reading on record, judged again from what was read. */
export interface ReadingOnRecord extends Moment {
  readonly by: string;
  /** When it was made, which can be long before it was bound to the record; null where the clock was changed in between, so that nobody knows. */
  readonly readAt: string | null;
  readonly reading: ChipReading;
  readonly idmHash: string | null;
  readonly alsoReadIn: string | null;
  readonly verdict: ChipVerdict;
}

/** What somebody did. */
export interface ActOnRecord extends Moment {
  readonly by: string;
}

/** A reading under another record of the phone that did not find its chip empty; `at` is when it was made, as far as that is believed. */
export interface CarriedReading extends Moment {
  readonly is: Exclude<ShownChip['is'], 'in-use'>;
  readonly toldAt: string;
}

/** What somebody said of an iPhone's online step. */
export interface OnlineOnRecord extends ActOnRecord {
  readonly outcome: ChipBodies['chip-apple-online']['outcome'];
}

/** What the entries of one record say about its chip and about the job around it, read strictly. */
export interface ChipRecord {
  readonly readings: readonly ReadingOnRecord[];
  readonly presences: readonly Presence[];
  /** The phone as every entry that has it shows it. */
  readonly devices: readonly DeviceFacts[];
  /** Lasting signs of a chip that other records of this phone have. */
  readonly carriedSigns: readonly PresenceSource[];
  /** Chips that were read as this phone's under other records. */
  readonly carriedHashes: readonly string[];
  readonly carriedReadings: readonly CarriedReading[];
  /** Whether the chip was read as another phone's under another record. */
  readonly isContradicted: boolean;
  /** Steps of a guide that can change the chip and were done, each by whoever the guide names, and runs of licensed tools, whatever they reported; under other records as well. */
  readonly chipActs: readonly ActOnRecord[];
  /** Every time that a person saw the phone's own screen show its chip in use; under other records as well. */
  readonly inUse: readonly Moment[];
  /** Everybody who erased the phone: the job's operator, and who followed an instruction that does more than look. */
  readonly erasers: readonly string[];
  /** Whether the job's draft is on record; without it nobody can tell who erased. */
  readonly hasJob: boolean;
  /** Every entry that shows the job at work on the phone. */
  readonly work: readonly Moment[];
  readonly passes: readonly Moment[];
  readonly review: Review['is'] | null;
  /** Words against the gate that still stand: whoever gave one knew everything about the chip and the job's work that is on record. */
  readonly overrides: readonly ActOnRecord[];
  /** Whether every device on record is an iPhone. */
  readonly isIphone: boolean;
  /** The newest word on whether the iPhone was let online; whatever the job does afterwards makes it out of date. */
  readonly online: OnlineOnRecord | null;
  /** A body could not be read, or says something else than what it holds amounts to. */
  readonly isOdd: boolean;
}

/** Everybody who erased the phone or did something to its chip, and so may not be the one who judges the result. */
export function handsOf({ erasers, chipActs }: Pick<ChipRecord, 'erasers' | 'chipActs'>): readonly string[] {
  return [...erasers, ...chipActs.map(({ by }) => by)];
}

const LOOKS_ONLY: readonly InstructionId[] = ['look-at-screen', 'read-imei'];
const AT_WORK: readonly JobState[] = ['performing', 'awaiting-operator', 'verifying'];
const READ_OF_JOB = [
  'job-drafted',
  'job-moved',
  'operator-acted',
  'step-ended',
  'verdict-reached',
] as const satisfies readonly JobEntryKind[];

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Member)[] ? Member[] : T[Key] };
type Draft = Mutable<ChipRecord> & { readonly baselines: string[][] };

/** Reads the entries of one record, in their order; entries that say nothing of the chip or of who erased are passed over. */
export function readChipRecord(entries: readonly ChipRecordEntry[]): ChipRecord {
  const { baselines, ...record } = entries.reduce<Draft>(
    (draft, entry, place) => {
      try {
        takeChipEntry(draft, entry, place);
        takeJobEntry(draft, entry, place);
      } catch {
        takeOdd(draft);
      }
      return draft;
    },
    {
      readings: [],
      presences: [],
      devices: [],
      carriedSigns: [],
      carriedHashes: [],
      carriedReadings: [],
      isContradicted: false,
      chipActs: [],
      inUse: [],
      erasers: [],
      hasJob: false,
      work: [],
      passes: [],
      review: null,
      overrides: [],
      isIphone: false,
      online: null,
      isOdd: false,
      baselines: [],
    },
  );
  const { devices } = record;
  const fitsSome = (models: readonly string[]): boolean =>
    isForModel(models, null) || devices.some(({ model }) => isForModel(models, known(model)));
  const iphones = devices.filter(({ apple }) => apple !== undefined).length;
  const isIphone = iphones > 0 && iphones === devices.length;
  // One phone cannot be an iPhone in one entry and something else in the next.
  const isMixed = iphones > 0 && !isIphone;
  return { ...record, isIphone, isOdd: record.isOdd || isMixed || !baselines.every(fitsSome) };
}

function takeChipEntry(draft: Draft, { kind, body, at }: ChipRecordEntry, place: number): void {
  if (!isChipKind(kind)) {
    // A later version's word about the chip, which this one cannot judge.
    if (kind.startsWith('chip-')) takeOdd(draft);
    return;
  }
  switch (kind) {
    case 'chip-record-opened':
      draft.devices.push(readChipBody(kind, body).device);
      return;
    case 'chip-presence-judged':
      takePresence(draft, readChipBody(kind, body));
      return;
    case 'chip-read':
      takeReading(draft, readChipBody(kind, body), { place, at });
      return;
    case 'chip-contradicted':
      readChipBody(kind, body);
      draft.isContradicted = true;
      draft.overrides = [];
      return;
    case 'chip-carried-over':
      takeCarried(draft, readChipBody(kind, body), { place, at });
      return;
    case 'chip-guide-step': {
      const step = readChipBody(kind, body);
      if (step.saw === IN_USE) takeInUse(draft, { place, at });
      if (step.outcome === 'done' && step.changesChip) takeActs(draft, [{ place, at, by: doerOf(step) }]);
      return;
    }
    case 'chip-tool-ran':
      takeActs(draft, [{ place, at, by: readChipBody(kind, body).operator }]);
      return;
    case 'chip-apple-online': {
      const { operator, outcome } = readChipBody(kind, body);
      draft.online = { place, at, by: operator, outcome };
      return;
    }
    case 'chip-gate-overridden':
      draft.overrides.push({ place, at, by: readChipBody(kind, body).operator });
  }
}

function takePresence(draft: Draft, { presence }: ChipBodies['chip-presence-judged']): void {
  const again = presenceOf(presence.sources);
  if (again.is !== presence.is) takeOdd(draft);
  draft.presences.push(again);
}

function takeCarried(draft: Draft, body: ChipBodies['chip-carried-over'], { place, at: toldAt }: Moment): void {
  const { sources, idmHashes, acts, shown = [] } = body;
  // A time after the one at which it is told was written by a clock that ran ahead: nobody knows more than that it was before this.
  const then = (saidAt: string): Moment => ({ place, at: saidAt <= toldAt ? saidAt : toldAt, saidAt });
  // Only what speaks for a chip is carried; whatever else stands there was not written by this rule.
  if (!sources.every(isLastingSign)) takeOdd(draft);
  draft.carriedSigns.push(...sources.filter(isLastingSign));
  draft.carriedHashes.push(...idmHashes);
  for (const { is, at } of shown) {
    if (is === 'in-use') takeInUse(draft, then(at));
    else draft.carriedReadings.push({ ...then(at), is, toldAt });
  }
  takeActs(
    draft,
    acts.map(({ by, at }) => ({ ...then(at), by })),
  );
}

function takeReading(draft: Draft, body: ChipBodies['chip-read'], where: Moment): void {
  const { reading, baseline, operator, idmHash, alsoReadIn } = body;
  const verdict = ChipVerdict.of(reading, baseline);
  const told = [body.state, body.reasons, body.residues];
  if (JSON.stringify(told) !== JSON.stringify([verdict.state, verdict.reasons, verdict.residues])) takeOdd(draft);
  if (isPhoneChip(reading) && idmHash === null) takeOdd(draft);
  if (baseline) draft.baselines.push([...baseline.models]);
  // Nothing is bound before it is made.
  const readAt = !body.clockMoved && reading.startedAt <= where.at ? reading.startedAt : null;
  draft.overrides = [];
  draft.readings.push({ ...where, readAt, by: operator, reading, idmHash, alsoReadIn, verdict });
}

function takeActs(draft: Draft, acts: readonly ActOnRecord[]): void {
  draft.chipActs.push(...acts);
  draft.overrides = [];
}

function takeInUse(draft: Draft, moment: Moment): void {
  draft.inUse.push(moment);
  draft.overrides = [];
}

function takeOdd(draft: Draft): void {
  draft.isOdd = true;
  draft.overrides = [];
}

function takeWork(draft: Draft, moment: Moment): void {
  draft.work.push(moment);
  draft.overrides = [];
  draft.online = null;
}

function takeJobEntry(draft: Draft, { kind, body, at }: ChipRecordEntry, place: number): void {
  const ours = READ_OF_JOB.find((one) => one === kind);
  if (ours === undefined || !isJobEntryKind(ours)) return;
  switch (ours) {
    case 'job-drafted': {
      const { device, operator } = readBody(ours, body);
      draft.devices.push(device);
      draft.erasers.push(operator);
      draft.hasJob = true;
      return;
    }
    case 'job-moved': {
      const { to } = readBody(ours, body);
      if (AT_WORK.includes(to)) takeWork(draft, { place, at });
      if (to === 'passed') draft.passes.push({ place, at });
      return;
    }
    case 'operator-acted': {
      const { instruction, operator } = readBody(ours, body);
      if (!LOOKS_ONLY.includes(instruction)) draft.erasers.push(operator);
      return;
    }
    case 'step-ended':
      readBody(ours, body);
      takeWork(draft, { place, at });
      return;
    case 'verdict-reached':
      draft.review = readBody(ours, body).review.is;
  }
}
