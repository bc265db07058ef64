import { describe, expect, test } from 'vitest';
import { JOB_STATES } from '../../../../domain/job.ts';
import { lookOfContent, lookOfFound } from '../../../../renderer/screens/records/look-of-record.ts';
import { emptyChip } from '../../fake-workstation.ts';
import { residualChip } from '../../sample-chips.ts';

describe('how a record looks', () => {
  test('is green for a passed state with a pass on record and a chip that lets it be sold, and for nothing else', () => {
    const outcomes = ['pass', 'fail', 'inconclusive', null] as const;
    const chips = [emptyChip(), residualChip(), residualChip({ sale: 'overridden' }), undefined];
    const green = JOB_STATES.flatMap((state) =>
      outcomes.flatMap((outcome) =>
        chips
          .filter((chip) => lookOfFound({ state, outcome, ...(chip ? { chip } : {}) }).tone === 'pass')
          .map((chip) => [state, outcome, chip?.sale]),
      ),
    );
    expect(green).toEqual([['passed', 'pass', 'allowed']]);
  });

  test('is not green once a doubt is known, without a state, or while its chip is not known', () => {
    const read = { jobState: 'passed', outcome: 'pass', doubts: [] } as const;
    expect(lookOfContent(read, emptyChip()).tone).toBe('pass');
    expect(lookOfContent(read, null)).toMatchObject({ tone: 'person', word: 'chip.job.not-read' });
    expect(lookOfContent({ ...read, doubts: ['review-missing'] }, emptyChip()).tone).toBe('bad');
    expect(lookOfContent({ ...read, outcome: 'inconclusive' }, emptyChip()).tone).toBe('bad');
    expect(lookOfContent({ ...read, jobState: null }, emptyChip()).tone).toBe('bad');
  });
});
