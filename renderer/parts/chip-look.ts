import type { ChipState } from '../../domain/chip.ts';
import type { ReaderView } from '../../domain/chip-view.ts';
import type { MarkName } from './mark-shapes.ts';
import type { StateLook, Tone } from './state-look.ts';

// None is green: a chip alone never makes a phone that may be sold.
const STATES: Readonly<Record<ChipState, readonly [Tone, MarkName]>> = {
  EMPTY: ['work', 'chip-empty'],
  RESIDUAL: ['bad', 'chip-residue'],
  REVIEW: ['person', 'chip-review'],
  UNKNOWN: ['person', 'unknown'],
  NOT_PRESENT: ['quiet', 'cannot'],
  APPLE_ERASED: ['work', 'phone'],
};

/** How the state of a chip looks, on a reader or in a record. */
export function lookOfChip(state: ChipState): StateLook {
  const [tone, mark] = STATES[state];
  return { tone, mark, word: `chip.state.${state}` };
}

const READERS: Readonly<Record<ReaderView['is'], readonly [Tone, MarkName]>> = {
  opening: ['quiet', 'reading'],
  ready: ['quiet', 'ready'],
  reading: ['work', 'waves'],
  read: ['work', 'check'],
  fault: ['bad', 'fail'],
};

/** How a reader itself looks, whatever it read. */
export function lookOfReader(is: ReaderView['is']): StateLook {
  const [tone, mark] = READERS[is];
  return { tone, mark, word: `reader.is.${is}` };
}
