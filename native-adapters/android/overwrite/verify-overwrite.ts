import type { StepContext } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import { coverageOf } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../steps/last-evidence.ts';
import { figuresIn } from './figures.ts';

/** Below this share of the free space an overwrite is incomplete, whatever else is right. */
const LOWEST_COVERAGE = 0.95;
/** A phone that offers much less room than it stated just before is not believed. */
const LOWEST_OFFERED_SHARE = 0.9;

/** Judges the figures of an overwrite: all written bytes read back equal, all files gone, the promised room reached. */
export function judgeOverwrite(context: StepContext): Finding {
  const overwritten = lastEvidence(context, 'overwrite');
  const figures = figuresIn(overwritten);
  if (!overwritten || !figures) return Finding.undecided('overwrite-complete', 'verify.inconclusive', []);
  const promised = known(context.latest.freeBytes);
  const isWhole = figures.mismatched === 0 && figures.removed && figures.verified > 0 && figures.written > 0;
  if (!isWhole || overwritten.data.ok === false) {
    return Finding.failed('overwrite-complete', 'erase.incomplete', [overwritten]);
  }
  if (coverageOf(figures) < LOWEST_COVERAGE)
    return Finding.failed('overwrite-complete', 'erase.incomplete', [overwritten]);
  if (promised === null || figures.freeBefore < promised * LOWEST_OFFERED_SHARE) {
    return Finding.undecided('overwrite-complete', 'verify.inconclusive', [overwritten]);
  }
  return Finding.proven('overwrite-complete', 'written, read back equal, removed', [overwritten]);
}

/** Judges the blocks that the workstation chose and compared by itself. */
export function judgeSample(context: StepContext): Finding {
  const sample = lastEvidence(context, 'host-sample');
  if (!sample) return Finding.undecided('host-sample', 'verify.inconclusive', []);
  const { samples, wanted, equal } = sample.data;
  if (equal !== samples) return Finding.failed('host-sample', 'verify.data-found', [sample]);
  if (samples !== wanted) return Finding.undecided('host-sample', 'verify.inconclusive', [sample]);
  return Finding.proven('host-sample', 'every block is as it must be', [sample]);
}
