import { describe, expect, test } from 'vitest';
import { JOB_STATES } from '../../../domain/job.ts';
import { jobsAtWork } from '../../../renderer/state/jobs-at-work.ts';
import { jobAt, portWith } from '../fake-workstation.ts';

describe('jobs at work', () => {
  test('counts each state under what it waits for, and ended ones not at all', () => {
    const ports = JOB_STATES.map((state, n) => portWith(n, { job: jobAt(n, state) }));
    expect(jobsAtWork({ ports, waiting: [] })).toEqual({ running: 4, waiting: 1, review: 1 });
  });

  test('counts a job once that is both on a port and waiting', () => {
    const job = jobAt(3, 'awaiting-review');
    expect(jobsAtWork({ ports: [portWith(3, { job })], waiting: [job, jobAt(9, 'awaiting-review')] })).toEqual({
      running: 0,
      waiting: 0,
      review: 2,
    });
  });
});
