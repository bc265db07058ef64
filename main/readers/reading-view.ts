import type { ChipReason, ChipState, FreshReading } from '../../domain/chip.ts';
import type { NamedResidue, ReadingView } from '../../domain/chip-view.ts';
import type { RecordId } from '../../domain/ids.ts';
import type { HeldReading } from './held-readings.ts';

/** How a reading was judged before anybody said which phone it is of. */
export interface Judged {
  readonly state: ChipState;
  readonly reasons: readonly ChipReason[];
  readonly residues: readonly NamedResidue[];
}

/** What is said about a reading besides the reading itself. */
export interface ReadingTeller {
  /** Judges a reading against what every emptied chip shows, without knowing the phone's model. */
  judge(fresh: FreshReading): Judged;
  /** A record under which the same chip was read before, or null. */
  seenIn(idm: string): RecordId | null;
  /** How a loose card may be zeroed; null for everything else. */
  zeroable(fresh: FreshReading): ReadingView['zeroable'];
}

const SHOWN_DIGITS = 4;

/** A held reading as pages show it: nothing in it tells the chip's number but its last four digits. */
export function readingView({ id, atMs, fresh, record }: HeldReading, teller: ReadingTeller): ReadingView {
  const { reading, idm } = fresh;
  return {
    id,
    atMs,
    tookMs: reading.tookMs,
    scan: reading.scan,
    kind: reading.chip?.kind ?? null,
    ...teller.judge(fresh),
    idmTail: idm === null ? null : `…${idm.slice(-SHOWN_DIGITS)}`,
    systems: reading.systems.map(({ code }) => code),
    container: reading.container,
    record,
    seenIn: idm === null ? null : teller.seenIn(idm),
    zeroable: teller.zeroable(fresh),
  };
}
