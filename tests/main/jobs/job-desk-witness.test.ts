import { describe, expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import type { InstructionId, Plan } from '../../../domain/erasure.ts';
import { operatorId } from '../../../domain/ids.ts';
import type { Job } from '../../../main/jobs/job.ts';
import { JobDesk } from '../../../main/jobs/job-desk.ts';
import { DeskRig, look, OPERATOR, REVIEWER, TOOL } from './desk-rig.ts';
import { MACHINE_PLAN, PLAN, type Script, step } from './scripted-adapter.ts';

const THIRD = operatorId('suzuki');

/** Notes what a person answered, as the adapters do. */
function asks(instruction: InstructionId, kind: 'attestation' | 'identity' = 'attestation'): Script['perform'] {
  return {
    hand: async (context) => {
      const { operator, saw } = await context.askOperator(instruction);
      return [{ kind, source: operator, data: { instruction, saw } }];
    },
  };
}

const withHand = (plan: Plan, instruction: InstructionId): Plan => ({
  ...plan,
  steps: [step('hand', { by: 'operator', instruction }), ...plan.steps],
});

/** Runs a job of the operator's to its review, in which the reviewer answers one kind of question. */
async function answered(instruction: InstructionId, script: Script, by: string = REVIEWER) {
  const rig = new DeskRig(script);
  rig.people = {
    follow: async (_port, asked) => ({
      operator: asked === instruction ? (by as typeof REVIEWER) : OPERATOR,
      saw: 'setup-screen',
    }),
  };
  const { job, error } = await rig.run();
  expect([error, job.state]).toEqual([null, 'awaiting-review']);
  return { rig, job };
}

function expectSecondPersonOnly(rig: DeskRig, desk: JobDesk, job: Job): void {
  const head = rig.opened.ledger.head();
  for (const reviewer of [REVIEWER, OPERATOR])
    expect(() => desk.review(job, look(job.port, { reviewer }))).toThrow('review.same-person');
  expect([rig.opened.ledger.head(), rig.state(job)]).toEqual([head, 'awaiting-review']);
  expect(desk.review(job, look(job.port, { reviewer: THIRD })).state).toBe('passed');
}

describe('a job that persons close', () => {
  it.each(['sato', ' SATO', 'ｓａｔｏ'])('is not confirmed by who looked at the screen (%j)', async (name) => {
    const { rig, job } = await answered('look-at-screen', {}, name);
    expectSecondPersonOnly(rig, rig.desk, job);
  });

  it.each(['two-persons', 'machine-or-two-persons'] as const)(
    'is not confirmed by who erased the phone by hand (%s)',
    async (closing) => {
      for (const by of ['erase-in-ios-settings', 'reset-in-settings', 'restore-elsewhere'] as const) {
        const plan = withHand({ ...PLAN, closing }, by);
        const { rig, job } = await answered(by, { proposal: { plan }, perform: asks(by) ?? {} });
        expectSecondPersonOnly(rig, rig.desk, job);
      }
    },
  );

  it('is not confirmed by who read its number', async () => {
    const plan = withHand(PLAN, 'read-imei');
    const perform = asks('read-imei', 'identity') ?? {};
    const { rig, job } = await answered('read-imei', { proposal: { plan }, perform });
    expectSecondPersonOnly(rig, rig.desk, job);
  });

  it('is not confirmed by them after a restart either', async () => {
    const plan = withHand(PLAN, 'erase-in-ios-settings');
    const perform = asks('erase-in-ios-settings') ?? {};
    const { rig, job } = await answered('erase-in-ios-settings', { proposal: { plan }, perform });
    const { board, book, adapter, people } = rig;
    const restarted = new JobDesk({ board, book, adapters: [adapter], people, tool: TOOL, secondPerson: 'required' });
    expectSecondPersonOnly(rig, restarted, job);
  });

  it('may be confirmed by who only readied the phone, and its paper has nothing against it', async () => {
    for (const by of ['enable-debugging', 'look-find-my', 'unlock-screen'] as const) {
      const { rig, job } = await answered(by, { proposal: { plan: withHand(PLAN, by) }, perform: asks(by) ?? {} });
      expect(rig.desk.review(job, look(job.port)).state).toBe('passed');
      // The scripted phone measures nothing; all else about its record is in order.
      expect(certificateFrom(rig.opened.ledger.ofRecord(job.record)).doubts).toEqual(['overwrite-unproven']);
    }
  });
});

describe('a job that a machine closed', () => {
  it.each(['machine', 'machine-or-two-persons'] as const)(
    'may be confirmed by who erased the phone by hand (%s)',
    async (closing) => {
      const by = 'erase-in-ios-settings';
      const plan = withHand({ ...MACHINE_PLAN, closing }, by);
      const { rig, job } = await answered(by, { proposal: { plan }, perform: asks(by) ?? {} });
      expect(() => rig.desk.review(job, look(job.port, { reviewer: OPERATOR }))).toThrow('review.same-person');
      expect(rig.desk.review(job, look(job.port)).state).toBe('passed');
      expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'pass', kind: 'machine-proven' }]);
      expect(certificateFrom(rig.opened.ledger.ofRecord(job.record)).doubts).toEqual(['overwrite-unproven']);
    },
  );
});
