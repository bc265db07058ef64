import type { ChipState } from './chip.ts';
import { isPlainSilence } from './chip-answer.ts';
import { appleEraseIn, judgeIphone } from './chip-apple.ts';
import { isAnotherChip, signsOfChip } from './chip-carried.ts';
import { type ChipFile, type IphoneFile, isSecondLookMissing, SALE_BLOCKS, type SaleBlock } from './chip-file.ts';
import { type Presence, presenceOf } from './chip-presence.ts';
import {
  type ChipRecord,
  type ChipRecordEntry,
  handsOf,
  type Moment,
  type ReadingOnRecord,
  readChipRecord,
} from './chip-record.ts';
import { isSamePerson } from './verdict.ts';

export type { ChipRecordEntry } from './chip-record.ts';

const SELLABLE: ReadonlySet<ChipState> = new Set<ChipState>(['EMPTY', 'NOT_PRESENT', 'APPLE_ERASED']);

/**
 * What the entries of one record, in their order, amount to for its chip. No recorded state is believed: every reading is judged
 * again, every presence is concluded again, and whatever does not agree or cannot be read blocks the sale (docs/decisions/0027).
 */
export function chipFileOf(entries: readonly ChipRecordEntry[]): ChipFile {
  const record = readChipRecord(entries);
  const newest = record.readings.at(-1) ?? null;
  const judged = record.isIphone ? iphoneOnRecord(record, appleEraseIn(entries)) : phoneOnRecord(record, newest);
  const { seen, deciding, recheck, presence } = judged;
  const blocks = new Set<SaleBlock>([
    ...stateBlocks(seen, deciding),
    ...judged.blocks,
    ...(record.isOdd ? (['record-odd'] as const) : []),
  ]);
  const overriddenBy = blocks.size > 0 ? overriderOf(record, blocks) : null;
  return {
    // What a record that contradicts itself says may frighten, never calm.
    state: record.isOdd && SELLABLE.has(seen) ? 'UNKNOWN' : seen,
    ...(deciding === null ? { reasons: [], residues: [] } : reasonsOf(deciding)),
    sale: saleOf(blocks, seen, overriddenBy),
    blocks: SALE_BLOCKS.filter((block) => blocks.has(block)),
    recheck,
    presence,
    lastRead: newest && { by: newest.by, at: newest.at },
    overriddenBy,
    ...(record.isIphone ? { iphone: iphoneFile(record) } : {}),
  };
}

/** What a record amounts to before anything odd about it and any override. */
interface Judged extends Pick<ChipFile, 'blocks' | 'recheck' | 'presence'> {
  readonly seen: ChipState;
  /** The reading that decides; null where none does. */
  readonly deciding: ReadingOnRecord | null;
}

function phoneOnRecord(record: ChipRecord, newest: ReadingOnRecord | null): Judged {
  const presence = presenceOnRecord(record);
  const isAbsent = presence.is === 'not-present' && (newest === null || isPlainSilence(newest.reading));
  const seen: ChipState = isAbsent ? 'NOT_PRESENT' : (newest?.verdict.state ?? 'UNKNOWN');
  const voids = voidingBlocks(record, newest, isAbsent);
  const recheck = isAbsent ? 'not-needed' : recheckOf(record, voids.length > 0 ? null : newest);
  const blocks = [...voids, ...(voids.length > 0 ? [] : recheckBlocks(record, seen, recheck))];
  return { seen, deciding: isAbsent ? null : newest, blocks, recheck, presence };
}

/** No source can say that an iPhone has no chip, and no second person can see at a reader that it is empty. */
function iphoneOnRecord(record: ChipRecord, erase: Moment | null): Judged {
  const { seen, deciding, isAnother } = judgeIphone(record, erase);
  const { sources } = presenceOnRecord(record);
  const presence = presenceOf(sources.filter((source) => source.is === 'reader' && source.says === 'answered'));
  return { seen, deciding, blocks: isAnother ? ['another-chip'] : [], recheck: 'not-needed', presence };
}

function iphoneFile({ online }: ChipRecord): IphoneFile {
  return { online: online && { outcome: online.outcome, by: online.by, at: online.at } };
}

function reasonsOf({ verdict }: ReadingOnRecord): Pick<ChipFile, 'reasons' | 'residues'> {
  return { reasons: verdict.reasons, residues: verdict.residues };
}

/** A chip that is not seen empty has to become so first; then it matters who saw it. */
function recheckBlocks(record: ChipRecord, seen: ChipState, recheck: ChipFile['recheck']): readonly SaleBlock[] {
  if (seen !== 'EMPTY' || recheck !== 'missing') return [];
  return [record.hasJob ? 'recheck-same-person' : 'recheck-missing'];
}

function saleOf(blocks: ReadonlySet<SaleBlock>, seen: ChipState, overriddenBy: string | null): ChipFile['sale'] {
  if (blocks.size === 0 && SELLABLE.has(seen)) return 'allowed';
  return overriddenBy === null ? 'blocked' : 'overridden';
}

/** The newest judgement of presence, and every lasting sign of a chip that there ever was, also when a later look did not find it again. */
function presenceOnRecord(record: ChipRecord): Presence {
  const all = [...(record.presences.at(-1)?.sources ?? []), ...signsOfChip(record)];
  return presenceOf([...new Map(all.map((source) => [JSON.stringify(source), source])).values()]);
}

/** What makes the newest reading, or the absence of a chip, count no more. */
function voidingBlocks(
  record: ChipRecord,
  newest: ReadingOnRecord | null,
  isAbsent: boolean,
): readonly Extract<SaleBlock, 'read-again' | 'screen-in-use' | 'read-before-reset' | 'another-chip'>[] {
  const { work, passes, chipActs, inUse, readings } = record;
  // That nothing answered says nothing against the absence of a chip, wherever it was read.
  const told = record.carriedReadings.filter(({ is }) => !isAbsent || is !== 'silent');
  if (newest === null) return isAbsent && chipActs.length + told.length > 0 ? ['read-again'] : [];
  const isAfter = (moment: Moment): boolean => isLater(moment, newest);
  // What was read before another reading and bound after it is not the newest, nor is what was read nobody knows when.
  const isOvertaken = readings.some(({ readAt, at }) => isBefore(newest, readAt ?? at));
  const isBeforeReset = (work.length > 0 ? work : passes).some(isAfter);
  return [
    ...([...chipActs, ...told].some(isAfter) || isOvertaken ? (['read-again'] as const) : []),
    ...(inUse.some(isAfter) ? (['screen-in-use'] as const) : []),
    ...(isBeforeReset && !isAbsent ? (['read-before-reset'] as const) : []),
    ...(isAnotherChip(record) ? (['another-chip'] as const) : []),
  ];
}

/** A reading can be bound long after it was made: whatever happened since it was made came later, wherever it is written. */
function isLater({ place, at }: Moment, reading: ReadingOnRecord): boolean {
  return place > reading.place || isBefore(reading, at);
}

function isBefore({ readAt }: ReadingOnRecord, at: string): boolean {
  return readAt === null || !(at <= readAt);
}

function stateBlocks(state: ChipState, newest: ReadingOnRecord | null): readonly SaleBlock[] {
  if (SELLABLE.has(state)) return [];
  if (state === 'RESIDUAL') return ['residual'];
  if (state === 'REVIEW') return ['review'];
  return [newest === null ? 'not-read' : 'unknown'];
}

/** Whether somebody else than everybody who erased the phone or did something to its chip made the reading that counts. */
function recheckOf(record: ChipRecord, counting: ReadingOnRecord | null): ChipFile['recheck'] {
  if (!record.hasJob) return 'missing';
  if (record.review === 'switched-off') return 'switched-off';
  if (counting === null) return 'missing';
  return handsOf(record).some((one) => isSamePerson(one, counting.by)) ? 'missing' : 'done';
}

/** Nobody lifts the second look at their own work. */
function overriderOf(record: ChipRecord, blocks: ReadonlySet<SaleBlock>): string | null {
  const hands = isSecondLookMissing(blocks) ? handsOf(record) : [];
  return record.overrides.findLast(({ by }) => !hands.some((one) => isSamePerson(one, by)))?.by ?? null;
}
