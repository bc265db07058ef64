import { describe, expect, test } from 'vitest';
import { JOB_STATES } from '../../../../domain/job.ts';
import { lookOfContent, lookOfFound } from '../../../../renderer/screens/records/look-of-record.ts';

describe('how a record looks', () => {
  test('is green for a passed state with a pass on record, and for nothing else', () => {
    const outcomes = ['pass', 'fail', 'inconclusive', null] as const;
    const green = JOB_STATES.flatMap((state) =>
      outcomes.filter((outcome) => lookOfFound({ state, outcome }).tone === 'pass').map((outcome) => [state, outcome]),
    );
    expect(green).toEqual([['passed', 'pass']]);
  });

  test('is not green once a doubt is known, or without a state', () => {
    const read = { jobState: 'passed', outcome: 'pass', doubts: [] } as const;
    expect(lookOfContent(read).tone).toBe('pass');
    expect(lookOfContent({ ...read, doubts: ['review-missing'] }).tone).toBe('bad');
    expect(lookOfContent({ ...read, outcome: 'inconclusive' }).tone).toBe('bad');
    expect(lookOfContent({ ...read, jobState: null }).tone).toBe('bad');
  });
});
