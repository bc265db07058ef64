import { isNoise, isPhoneChip, isPlainSilence } from './chip-answer.ts';
import type { ChipBodies, ShownChip } from './chip-entries.ts';
import { ANSWERED, isLastingSign, type PresenceSource, SHOWN_IN_USE } from './chip-presence.ts';
import type { ChipRecord, Moment, ReadingOnRecord } from './chip-record.ts';
import { type DeviceFacts, samePhone } from './device.ts';

/** What is carried from a phone's other records into one of its records. */
export type CarriedChip = ChipBodies['chip-carried-over'];

/** A record and what its entries say of its chip. */
export interface NumberedRecord {
  readonly record: string;
  readonly chip: ChipRecord;
}

/** Every lasting sign of a chip that a record has: what was judged, what was carried into it, what answered under it, and what its screen showed. */
export function signsOfChip({ presences, carriedSigns, readings, inUse }: ChipRecord): readonly PresenceSource[] {
  const judged = presences.flatMap(({ sources }) => sources.filter(isLastingSign));
  const isAnswered = readings.some(({ reading }) => isPhoneChip(reading));
  return [...judged, ...carriedSigns, ...(isAnswered ? [ANSWERED] : []), ...(inUse.length > 0 ? [SHOWN_IN_USE] : [])];
}

/** The chips that were read as the phone's, under this record and others; cards and programs of the phone come and go, its chip is one. */
export function chipHashesOf({ readings, carriedHashes }: ChipRecord): ReadonlySet<string> {
  return new Set([...carriedHashes, ...readings.filter(isOfPhone).flatMap(({ idmHash }) => idmHash ?? [])]);
}

/** Tells whether readings of a phone come from different chips, or from the chip of another record's phone. */
export function isAnotherChip(record: ChipRecord): boolean {
  const isOthers = record.readings.filter(isOfPhone).some(({ alsoReadIn }) => alsoReadIn !== null);
  return record.isContradicted || isOthers || chipHashesOf(record).size > 1;
}

function isOfPhone({ reading }: ReadingOnRecord): boolean {
  return isPhoneChip(reading) || reading.chip === null;
}

/** Tells whether a record is certainly of this phone: one that may be another's says nothing of it. */
export function isRecordOf({ devices }: Pick<ChipRecord, 'devices'>, device: DeviceFacts): boolean {
  return devices.some((one) => samePhone(one, device) === 'same');
}

/** What was shown against a phone's chip under a record, and what it was told of others: readings that did not find it empty, and its screen in use. */
function shownIn({ readings, carriedReadings, inUse }: ChipRecord): readonly ShownChip[] {
  return [
    ...readings.flatMap(shownBy),
    ...carriedReadings.map((one) => ({ is: one.is, at: saidOf(one) })),
    ...inUse.map((one) => ({ is: 'in-use' as const, at: saidOf(one) })),
  ];
}

/** A reading counts as made when it was bound where nobody knows when it was made. */
function shownBy({ reading, verdict, readAt, at }: ReadingOnRecord): readonly ShownChip[] {
  if (verdict.state === 'EMPTY') return [];
  const seen = { RESIDUAL: 'residual', REVIEW: 'review', UNKNOWN: 'unknown' } as const;
  return [{ is: isPlainSilence(reading) ? 'silent' : seen[verdict.state], at: readAt ?? at }];
}

/** What was found, and in which records. */
type News = Omit<CarriedChip, 'otherRecords'> & { readonly shown: readonly ShownChip[] };

/**
 * What other records of a phone, each `isRecordOf` it, show of its chip and its own record does not say yet; null when that is nothing. It can only speak against
 * a sale: that a chip was found empty is not carried. Of an iPhone only what answered is: its erase speaks for its chip whatever was before, and
 * each of its express cards answers with a number of its own.
 */
export function carriedChip(
  own: ChipRecord,
  others: readonly NumberedRecord[],
  device: DeviceFacts,
): CarriedChip | null {
  const news = others
    .map(({ record, chip }) => ({ record, ...(device.apple ? answersIn(chip, own) : newsIn(chip, own)) }))
    .filter(
      ({ sources, idmHashes, acts, shown }) => sources.length + idmHashes.length + acts.length + shown.length > 0,
    );
  if (news.length === 0) return null;
  return {
    otherRecords: news.map(({ record }) => record),
    sources: unlike(
      news.flatMap(({ sources }) => sources),
      wordOf,
    ),
    idmHashes: [...new Set(news.flatMap(({ idmHashes }) => idmHashes))],
    acts: unlike(
      news.flatMap(({ acts }) => acts),
      actOf,
    ),
    shown: unlike(
      news.flatMap(({ shown }) => shown),
      sightOf,
    ),
  };
}

function newsIn(other: ChipRecord, own: ChipRecord): News {
  const signs = new Set(signsOfChip(own).map(wordOf));
  const hashes = chipHashesOf(own);
  const acts = new Set(actsIn(own).map(actOf));
  const shown = new Set(shownIn(own).map(sightOf));
  return {
    sources: signsOfChip(other).filter((source) => !signs.has(wordOf(source))),
    idmHashes: [...chipHashesOf(other)].filter((hash) => !hashes.has(hash)),
    acts: actsIn(other).filter((act) => !acts.has(actOf(act))),
    shown: shownIn(other).filter((one) => !shown.has(sightOf(one))),
  };
}

function answersIn(other: ChipRecord, own: ChipRecord): News {
  const answered = other.readings.filter(({ reading }) => !isPlainSilence(reading) && !isNoise(reading));
  const { shown } = newsIn({ ...other, readings: answered, inUse: [] }, own);
  return { sources: [], idmHashes: [], acts: [], shown: shown.filter(({ is }) => is !== 'silent' && is !== 'in-use') };
}

function actsIn({ chipActs }: ChipRecord): CarriedChip['acts'] {
  return chipActs.map((act) => ({ by: act.by, at: saidOf(act) }));
}

/** The time as it was first written, by which the same is known again however often it was carried on. */
const saidOf = ({ at, saidAt }: Moment): string => saidAt ?? at;
// A second source with the same word adds nothing.
const wordOf = ({ is, says }: PresenceSource): string => `${is} ${says}`;
const actOf = ({ by, at }: CarriedChip['acts'][number]): string => JSON.stringify([by, at]);
// No phone is read twice in the same millisecond.
const sightOf = ({ is, at }: ShownChip): string => `${is} ${at}`;

function unlike<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [key(one), one])).values()];
}
