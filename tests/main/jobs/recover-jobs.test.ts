import { describe, expect, it } from 'vitest';
import { JOB_STATES, type JobState } from '../../../domain/job.ts';
import { recoverJobs } from '../../../main/jobs/recover-jobs.ts';
import { DeskRig, look } from './desk-rig.ts';

/** A job that a crash left in a state; what runs on in this process cannot reach it any more. */
async function leftIn(rig: DeskRig, state: JobState): Promise<Awaited<ReturnType<DeskRig['draft']>>> {
  const drafted = await rig.draft();
  const row = rig.jobs.get(drafted.id);
  const [step] = drafted.plan?.steps ?? [];
  if (!row || !step) throw new Error('a drafted job has a row and steps');
  rig.opened.ledger.transaction((within) => {
    const body = { step };
    const { port, id: job, record } = drafted;
    const { seq } = within.append({ kind: 'step-intended', actor: 'tanaka', port, job, record, body });
    rig.jobs.put({ ...row, state, updatedSeq: seq });
  });
  return drafted;
}

const ENDS: Partial<Record<JobState, JobState>> = {
  drafted: 'cancelled',
  ready: 'cancelled',
  performing: 'interrupted',
  'awaiting-operator': 'interrupted',
  verifying: 'interrupted',
};

describe('after a crash', () => {
  it.each(JOB_STATES)('a job in state %s has an end, and never a new pass', async (state) => {
    const rig = new DeskRig();
    const job = await leftIn(rig, state);
    const head = rig.opened.ledger.head();
    const recovered = recoverJobs(rig.book);
    expect(rig.state(job)).toBe(ENDS[state] ?? state);
    if (!ENDS[state]) {
      expect([recovered, rig.opened.ledger.head()]).toEqual([[], head]);
      return;
    }
    expect(recovered.map(({ id }) => id)).toEqual([job.id]);
    expect(rig.bodies(job, 'step-ended')).toMatchObject([
      { step: 'wipe', outcome: 'unknown', error: { code: 'job.interrupted' } },
    ]);
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([
      { outcome: 'inconclusive', grade: 'E', kind: null, gaps: [{ reason: 'job.interrupted' }] },
    ]);
    expect(recoverJobs(rig.book)).toEqual([]);
  });

  it('ends every job, and a new one of the same phone can pass', async () => {
    const rig = new DeskRig();
    for (const state of ['ready', 'performing', 'verifying'] as const) await leftIn(rig, state);
    expect(recoverJobs(rig.book)).toHaveLength(3);
    const { job } = await rig.run();
    expect(rig.desk.review(job, look(job.port)).state).toBe('passed');
  });
});
