import type { ChipReason, ChipState, Residue } from './chip.ts';
import type { Presence } from './chip-presence.ts';

/** Why a phone may not be sold because of its chip; texts under `chip.block.<id>`. */
export const SALE_BLOCKS = [
  /** No reading is on record, and two sources do not say that there is no chip. */
  'not-read',
  'residual',
  'review',
  'unknown',
  /** After the newest reading something was done to the chip, or another reading was made, under this record or another of the phone: it must be read again. */
  'read-again',
  /** After the newest reading the phone's own screen showed its chip in use, under whichever record: one of the two is wrong, and it must be read again. */
  'screen-in-use',
  /** Readings of this record come from different chips, or the chip belongs to another record's phone. */
  'another-chip',
  /** The phone was erased after the newest reading; the reading that counts is the one after it. */
  'read-before-reset',
  /** Another person has not read it again yet. */
  'recheck-missing',
  'recheck-same-person',
  /** What is on record does not agree with itself. */
  'record-odd',
] as const;
/** One of SALE_BLOCKS. */
export type SaleBlock = (typeof SALE_BLOCKS)[number];

/** Tells whether another person's look is what a sale waits for. */
export function isSecondLookMissing(blocks: Iterable<SaleBlock>): boolean {
  return [...blocks].some((block) => block === 'recheck-missing' || block === 'recheck-same-person');
}

/** What the ledger's entries of one record amount to for its chip. */
export interface ChipFile {
  readonly state: ChipState;
  readonly reasons: readonly ChipReason[];
  readonly residues: readonly Residue[];
  /** `overridden` is a supervisor's word against the gate, never a pass. */
  readonly sale: 'allowed' | 'blocked' | 'overridden';
  /** Empty only when `sale` is `allowed`. */
  readonly blocks: readonly SaleBlock[];
  /** Whether another person read the chip again; `not-needed` where no chip is present. */
  readonly recheck: 'done' | 'missing' | 'switched-off' | 'not-needed';
  readonly presence: Presence;
  /** Who read the chip last, and when (UTC); null before the first reading. */
  readonly lastRead: { readonly by: string; readonly at: string } | null;
  readonly overriddenBy: string | null;
  /** There for iPhones only: their erase speaks for their chip, and no reader does. */
  readonly iphone?: IphoneFile;
}

/** What is on record of an iPhone beside its erase: whether a person let it online since, and who says so; null where nobody said. */
export interface IphoneFile {
  readonly online: { readonly outcome: 'done' | 'not-done'; readonly by: string; readonly at: string } | null;
}

/** The chip of a record about which nothing is on record. */
export const UNREAD_CHIP: ChipFile = {
  state: 'UNKNOWN',
  reasons: [],
  residues: [],
  sale: 'blocked',
  blocks: ['not-read'],
  recheck: 'missing',
  presence: { is: 'unknown', sources: [] },
  lastRead: null,
  overriddenBy: null,
};
