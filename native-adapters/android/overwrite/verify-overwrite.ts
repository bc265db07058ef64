import type { StepContext } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import { coverageOf, type OverwriteFigures } from '../../../domain/evidence.ts';
import { encryptionOf } from '../../../domain/grade.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';
import { figuresIn } from './figures.ts';

/** Below this share of the free space an overwrite is incomplete, whatever else is right. */
const LOWEST_COVERAGE = 0.95;
/** A phone that offers much less room than it stated before is not believed. */
const LOWEST_OFFERED_SHARE = 0.9;
/** Of the whole storage, system included, a freshly reset phone leaves at least this share free. */
const LOWEST_SHARE_OF_CAPACITY = 0.25;

/** Whether the room that was overwritten agrees with everything else that the phone said of its room in this job. */
function isRoomCredible(context: StepContext, { freeBefore }: OverwriteFigures): boolean {
  const promised = known(context.latest.freeBytes);
  const beforeReset = known(context.device.freeBytes) ?? 0;
  const capacity = known(context.latest.tradeIn)?.capacityBytes ?? 0;
  return (
    promised !== null &&
    freeBefore >= promised * LOWEST_OFFERED_SHARE &&
    // A reset gives room back; it never takes any away.
    freeBefore >= beforeReset * LOWEST_OFFERED_SHARE &&
    freeBefore >= capacity * LOWEST_SHARE_OF_CAPACITY
  );
}

/** Whether what was ordered to be read back was read back; only the stream over the cable is sampled. */
function isReadBack({ generator, verified, written, missProbability }: OverwriteFigures): boolean {
  if (generator === 'keyed-from-host') return verified > 0;
  return verified > 0 && verified === written && missProbability === 0;
}

/**
 * Whether this way of overwriting reaches what the phone's kind of storage needs. One plain fill, which is all that the
 * fallbacks are, left up to 29 of 40 pictures on an unencrypted medium; only where the reset destroyed a key is it a
 * supplement that may be weak.
 */
function isEnoughFor(context: StepContext, { generator }: OverwriteFigures): boolean {
  if (generator === 'keyed-on-phone') return true;
  const encryption = encryptionOf(context.latest);
  return encryption !== null && encryption !== 'none';
}

function areSound(figures: OverwriteFigures): boolean {
  const { freeBefore, written, verified, mismatched, unreached } = figures;
  return [freeBefore, written, verified, mismatched, unreached].every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** Judges the figures of an overwrite: all written bytes read back equal, all files gone, the promised room reached. */
export function judgeOverwrite(context: StepContext): Finding {
  const overwritten = lastEvidence(context, 'overwrite');
  const figures = figuresIn(overwritten);
  if (!overwritten || !figures || !areSound(figures)) {
    return Finding.undecided('overwrite-complete', 'verify.inconclusive', overwritten ? [overwritten] : []);
  }
  const isWhole = figures.mismatched === 0 && figures.removed === true && figures.written > 0;
  const isOk = !Object.hasOwn(overwritten.data, 'ok') || overwritten.data.ok === true;
  if (!isWhole || !isOk || figures.verified === 0 || coverageOf(figures) < LOWEST_COVERAGE) {
    return Finding.failed('overwrite-complete', 'erase.incomplete', [overwritten]);
  }
  if (!isReadBack(figures) || !isRoomCredible(context, figures) || !isEnoughFor(context, figures)) {
    return Finding.undecided('overwrite-complete', 'verify.inconclusive', [overwritten]);
  }
  return Finding.proven('overwrite-complete', 'written, read back equal, removed', [overwritten]);
}

/** The bytes that must have been in the files while the workstation sampled them: all that the overwrite claims to have reached. */
function claimedBytes(context: StepContext): number | null {
  const figures = figuresIn(lastEvidence(context, 'overwrite'));
  return figures && areSound(figures) ? Math.max(0, figures.freeBefore - figures.unreached) : null;
}

function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Judges the blocks that the workstation chose and compared by itself. */
export function judgeSample(context: StepContext): Finding {
  const sample = lastEvidence(context, 'host-sample');
  if (!sample) return Finding.undecided('host-sample', 'verify.inconclusive', []);
  const { samples, wanted, equal, listedBytes } = sample.data;
  if (![samples, wanted, equal].every(isWholeNumber)) {
    return Finding.undecided('host-sample', 'verify.inconclusive', [sample]);
  }
  if (equal !== samples) return Finding.failed('host-sample', 'verify.data-found', [sample]);
  const claimed = claimedBytes(context);
  // Blocks out of a small heap of files say nothing of the room that was never in it.
  const isWhole = claimed !== null && isWholeNumber(listedBytes) && listedBytes >= claimed * LOWEST_COVERAGE;
  if (samples === 0 || samples !== wanted || !isWhole) {
    return Finding.undecided('host-sample', 'verify.inconclusive', [sample]);
  }
  return Finding.proven('host-sample', 'every block is as it must be', [sample]);
}
