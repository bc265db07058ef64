import { isPhoneChip } from './chip-answer.ts';
import type { ChipBodies } from './chip-entries.ts';
import { ANSWERED, isLastingSign, type PresenceSource, SHOWN_IN_USE } from './chip-presence.ts';
import { type ChipRecord, chipHashesOf } from './chip-record.ts';
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

/** Tells whether a record is certainly of this phone: one that may be another's says nothing of it. */
export function isRecordOf({ devices }: Pick<ChipRecord, 'devices'>, device: DeviceFacts): boolean {
  return devices.some((one) => samePhone(one, device) === 'same');
}

/**
 * What other records of a phone, each `isRecordOf` it, show of its chip and its own record does not say yet; null when that is nothing. Of an iPhone nothing is
 * carried: its erase speaks for its chip whatever was before, and each of its express cards answers with a number of its own.
 */
export function carriedChip(
  own: ChipRecord,
  others: readonly NumberedRecord[],
  device: DeviceFacts,
): CarriedChip | null {
  if (device.apple) return null;
  const news = others
    .map(({ record, chip }) => ({ record, ...newsIn(chip, own) }))
    .filter(({ sources, idmHashes, acts }) => sources.length + idmHashes.length + acts.length > 0);
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
  };
}

function newsIn(other: ChipRecord, own: ChipRecord): Omit<CarriedChip, 'otherRecords'> {
  const signs = new Set(signsOfChip(own).map(wordOf));
  const hashes = chipHashesOf(own);
  const acts = new Set(own.chipActs.map(actOf));
  return {
    sources: signsOfChip(other).filter((source) => !signs.has(wordOf(source))),
    idmHashes: [...chipHashesOf(other)].filter((hash) => !hashes.has(hash)),
    acts: other.chipActs.filter((act) => !acts.has(actOf(act))).map(({ by, at }) => ({ by, at })),
  };
}

// A second source with the same word adds nothing.
const wordOf = ({ is, says }: PresenceSource): string => `${is} ${says}`;
const actOf = ({ by, at }: CarriedChip['acts'][number]): string => JSON.stringify([by, at]);

function unlike<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [key(one), one])).values()];
}
