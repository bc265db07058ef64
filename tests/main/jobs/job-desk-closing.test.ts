import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../domain/erasure.ts';
import { DeskRig, look } from './desk-rig.ts';
import { MACHINE_PLAN, PLAN } from './scripted-adapter.ts';

const OTHER_NUMBER = { number: '356938035643809' };
const BY_MACHINE: Plan = { ...MACHINE_PLAN, closing: 'machine-or-two-persons' };
const BY_PERSON: Plan = { ...PLAN, closing: 'machine-or-two-persons' };

async function reviewable(plan: Plan, rig = new DeskRig()) {
  rig.adapter.script = { proposal: { plan } };
  const { job, error } = await rig.run();
  expect([error, job.state]).toEqual([null, 'awaiting-review']);
  return { rig, job };
}

describe('a plan that leaves open who closes it', () => {
  it('is machine-proven where the phone proved it, and needs no number of the second person', async () => {
    const { rig, job } = await reviewable(BY_MACHINE);
    expect(rig.desk.review(job, look(job.port, OTHER_NUMBER)).state).toBe('passed');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'pass', kind: 'machine-proven' }]);
    expect(rig.bodies(job, 'verdict-reached')[0]?.notExamined).not.toContain('not-examined.closing-by-person-only');
  });

  it('is person-attested where somebody looked, and binds the second look to this phone', async () => {
    const { rig, job } = await reviewable(BY_PERSON);
    expect(rig.desk.review(job, look(job.port)).state).toBe('passed');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'pass', kind: 'person-attested' }]);
    const other = await reviewable(BY_PERSON);
    expect(other.rig.desk.review(other.job, look(other.job.port, OTHER_NUMBER)).state).toBe('failed');
  });

  it('says that only persons saw the end', async () => {
    const { rig, job } = await reviewable(BY_PERSON);
    rig.desk.review(job, look(job.port));
    expect(rig.bodies(job, 'verdict-reached')[0]?.notExamined).toContain('not-examined.closing-by-person-only');
  });
});
