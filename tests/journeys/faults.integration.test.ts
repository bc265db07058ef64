import { afterAll, expect, it } from 'vitest';
import { practiceAndroidFaults } from '../../practice/index.ts';
import { describeWhere } from '../needs.ts';
import { withPractice } from './practised.ts';

/** What a phone with each fault must be called, and why; null where nothing but a pass is right. */
const EXPECTED: Readonly<Record<string, readonly [verdict: string, reason: string | null]>> = {
  'stale-readback': ['fail', 'erase.incomplete'],
  'storage-lies': ['fail', 'verify.data-found'],
  'another-phone-returns': ['fail', 'device.identity-mismatch'],
  'never-returns': ['inconclusive', 'device.not-returned'],
  'early-enospc': ['inconclusive', 'verify.inconclusive'],
  'model-changes': ['fail', 'device.identity-mismatch'],
  'equal-serials': ['inconclusive', 'device.identity-ambiguous'],
  'overwriter-killed': ['fail', 'overwriter.lost'],
  unplugged: ['inconclusive', 'device.unplugged'],
  'adb-server-killed': ['pass', null],
  'garbage-frames': ['pass', null],
  'hostile-strings': ['pass', null],
};
/** A foyer tells a serial number with a line break whole, getprop only to its first line: that is not one phone any more. */
function expectedOn(fault: string, model: string): readonly [string, string | null] | undefined {
  const isTorn = fault === 'hostile-strings' && model === 'pixel-9';
  return isTorn ? ['fail', 'device.identity-mismatch'] : EXPECTED[fault];
}

const SEEDS = ['izumi', 'kaede', 'sakura'] as const;
// Only phones that are overwritten without a person can show every fault; the two rungs that do so stand side by side.
const MODELS = ['pixel-9', 'pixel-7a', 'aquos-sense4'];
const patience = { returnMs: 15_000, reconnectMs: 8_000 };

describeWhere(['adb'], 'every fault beside sound neighbours', () => {
  const seen = new Map<string, Set<string>>();
  afterAll(() => {
    const models = [...seen].map(([fault, on]) => `${fault} on ${[...on].sort().join(', ')}`);
    process.stdout.write(`faults were seen on: ${models.join('; ')}\n`);
  });

  it('knows every fault of the rack', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...practiceAndroidFaults].sort());
  });

  it.concurrent.each(practiceAndroidFaults.flatMap((fault) => SEEDS.map((seed) => [fault, seed] as const)))(
    '%s (%s)',
    async (fault, seed) => {
      const wishes = { models: MODELS };
      await withPractice({ phones: 3, seed: `${fault} ${seed}`, faults: [fault], wishes, patience }, (practised) => {
        const { verdict, reason, model } = practised.phone(fault);
        expect([verdict, reason]).toEqual(expectedOn(fault, model));
        const neighbours = practised.result.jobs.filter((job) => job.fault === null);
        // With model and reason, so that a neighbour that did not pass says at once what it was taken for.
        const judged = neighbours.map((job) => [job.model, job.verdict, job.reason]);
        expect(judged).toEqual(neighbours.map((job) => [job.model, 'pass', null]));
        expect(neighbours).toHaveLength(2);
        seen.set(fault, (seen.get(fault) ?? new Set()).add(model));
      });
    },
  );
});
