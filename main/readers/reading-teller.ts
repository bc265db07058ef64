import type { ChipBaseline, FreshReading } from '../../domain/chip.ts';
import { baselineFor, ChipVerdict } from '../../domain/chip-verdict.ts';
import type { RecordId } from '../../domain/ids.ts';
import { zeroableWay } from '../../native-adapters/index.ts';
import type { NameResidue } from '../chips/chip-views.ts';
import type { ReadingTeller } from './reading-view.ts';

/** What is known about chips in general, and about those that were read here before. */
export interface TellerKnowledge {
  readonly baselines: readonly ChipBaseline[];
  readonly name: NameResidue;
  /** A record under which the chip with this number was read before, or null. */
  readonly seenIn: (idm: string) => RecordId | null;
}

/** Tells about readings before anybody said which phone they are of, so that what only one model may show counts as a residue. */
export function readingTeller({ baselines, name, seenIn }: TellerKnowledge): ReadingTeller {
  return {
    judge: ({ reading }: FreshReading) => {
      const { state, reasons, residues } = ChipVerdict.of(reading, baselineFor(reading, null, baselines));
      return { state, reasons, residues: residues.map(name) };
    },
    seenIn,
    zeroable: zeroableWay,
  };
}
