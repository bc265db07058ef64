import type { ChipFile } from '../../domain/chip-file.ts';
import { chipFileOf } from '../../domain/chip-fold.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** What is known of a chip in short, and whether it lets its phone be sold. */
export type ShortChip = Pick<ChipFile, 'state' | 'sale'>;

/** What the ledger says in short of the chip of one record. */
export function chipOnRecord(ledger: Ledger, record: string): ShortChip {
  const { state, sale } = chipFileOf(ledger.ofRecord(record).map(({ entry }) => entry));
  return { state, sale };
}
