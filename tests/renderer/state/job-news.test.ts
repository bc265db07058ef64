import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATES } from '../../../domain/job.ts';
import { isGreen } from '../../../domain/window-state.ts';
import { loudest, newsBetween } from '../../../renderer/state/job-news.ts';
import { chipAt, emptyChip, jobAt, portWith, progressAt } from '../fake-workstation.ts';
import { residualChip } from '../sample-chips.ts';

describe('newsBetween', () => {
  it('tells of another state and of another question, and never of progress', () => {
    const at = portWith(0, { job: jobAt(0, 'performing') });
    const further = portWith(0, { job: jobAt(0, 'performing', { progress: progressAt(50) }) });
    const asked = portWith(0, { job: jobAt(0, 'awaiting-operator') });
    const askedAgain = portWith(0, {
      job: jobAt(0, 'awaiting-operator', { question: { id: 'q2', instruction: 'replug' } }),
    });
    expect(newsBetween([at], [further])).toEqual([]);
    expect(newsBetween([at], [asked]).map(({ call }) => call)).toEqual(['person']);
    expect(newsBetween([asked], [askedAgain]).map(({ call }) => call)).toEqual(['person']);
    expect(newsBetween([], [portWith(1)])).toEqual([]);
  });

  it('sounds like a pass only for a pass that is on record', () => {
    const verdict = fc.constantFrom('pass', 'fail', 'inconclusive', null);
    fc.assert(
      fc.property(fc.constantFrom(...JOB_STATES), verdict, (state, outcome) => {
        const job = jobAt(0, state, { verdict: outcome && { outcome, kind: null, grade: null } });
        const [news] = newsBetween([portWith(0)], [portWith(0, { job })]);
        expect(news?.call === 'pass').toBe(isGreen(job));
      }),
    );
  });

  it('tells of a chip that changed what is left to do, by the sound of that', () => {
    const at = (chip = chipAt()) => [portWith(0, { job: jobAt(0, 'passed', { chip }) })];
    const calls = (before: ReturnType<typeof at>, after: ReturnType<typeof at>) =>
      newsBetween(before, after).map(({ call }) => call);
    expect(calls([portWith(0, { job: jobAt(0, 'verifying') })], at())).toEqual(['person']);
    expect(calls(at(), at(residualChip()))).toEqual(['bad']);
    expect(calls(at(residualChip()), at(emptyChip()))).toEqual(['pass']);
    expect(calls(at(residualChip()), at(residualChip({ sale: 'overridden' })))).toEqual(['person']);
    expect(calls(at(residualChip()), at(residualChip({ lastRead: null })))).toEqual([]);
  });

  it('lets a failure be heard before a person who is needed, and both before a pass', () => {
    const news = (['passed', 'awaiting-operator', 'failed'] as const).flatMap((state, n) =>
      newsBetween([], [portWith(n, { job: jobAt(n, state) })]),
    );
    expect([loudest(news), loudest(news.slice(0, 2)), loudest(news.slice(0, 1)), loudest([])]).toEqual([
      'bad',
      'person',
      'pass',
      'none',
    ]);
  });
});
