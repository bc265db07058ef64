import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE, type ErrorCode, WorkstationError } from '../../../domain/errors.ts';
import { Finding } from '../../../domain/proof.ts';
import { outcomeOf } from '../../../main/jobs/job-runner.ts';
import { DeskRig, look } from './desk-rig.ts';
import { PLAN, passes, type Script, step } from './scripted-adapter.ts';

const refusing = (code: ErrorCode) => () => Promise.reject(new WorkstationError(code));

/** The end that a catalogued error gives a running job. */
function endOf(code: ErrorCode): string {
  if (code === 'job.cancelled') return 'cancelled';
  const silent = ['adb.server-down', 'usbmuxd.absent', 'usbmuxd.down'];
  const lost = ['device.unplugged', 'device.absent', 'device.not-returned', 'device.offline', ...silent];
  return lost.includes(code) ? 'interrupted' : 'failed';
}

describe('a good run', () => {
  it('writes intent, evidence, identity, findings and outcome of each step in that order', async () => {
    const rig = new DeskRig();
    const { job } = await rig.run();
    expect(rig.kinds(job)).toEqual([
      'job-drafted',
      'consent-recorded',
      'job-moved',
      'job-moved',
      // wipe
      'step-intended',
      'evidence-recorded',
      'identity-confirmed',
      'evidence-recorded',
      'finding-made',
      'finding-made',
      'step-ended',
      // overwrite
      'step-intended',
      'evidence-recorded',
      'finding-made',
      'finding-made',
      'step-ended',
      // look
      'step-intended',
      'job-moved',
      'operator-acted',
      'job-moved',
      'evidence-recorded',
      'finding-made',
      'step-ended',
      'job-moved',
      'job-moved',
    ]);
    expect(rig.bodies(job, 'job-moved').map(({ to }) => to)).toEqual([
      'ready',
      'performing',
      'awaiting-operator',
      'performing',
      'verifying',
      'awaiting-review',
    ]);
    expect(rig.bodies(job, 'step-ended').map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
  });

  it('has its intent on the disk before the act begins', async () => {
    const seen: (string | undefined)[] = [];
    const rig: DeskRig = new DeskRig({
      perform: {
        overwrite: ({ job }) => {
          seen.push(rig.opened.ledger.ofJob(job).at(-1)?.entry.kind);
          return [{ kind: 'overwrite', source: 'script', data: {} }];
        },
      },
    });
    await rig.run();
    expect(seen).toEqual(['step-intended']);
  });
});

describe('what a job needed of its phone', () => {
  /** Runs a job and tells in which state it was each time its phone was given back. */
  async function givenBack(script: Script, release?: () => Promise<void>) {
    const rig: DeskRig = new DeskRig(script);
    const drafted = await rig.draft();
    const seen: unknown[] = [];
    rig.adapter.release = async (facts, here) => {
      seen.push([rig.state(drafted), facts.mode, here?.port]);
      await release?.();
    };
    const { job, error } = await rig.desk.run(drafted);
    return { seen, state: rig.state(job), code: error?.code };
  }

  it('is given back before the end of a good run is on record', async () => {
    const { seen, state } = await givenBack({});
    expect([seen, state]).toEqual([[['performing', 'android', 'usb:1-1']], 'awaiting-review']);
  });

  it.each<[ErrorCode, string]>([
    ['erase.refused', 'failed'],
    ['device.unplugged', 'interrupted'],
    ['job.cancelled', 'cancelled'],
  ])('is given back before the end by %s is on record', async (code, end) => {
    const { seen, state } = await givenBack({ perform: { overwrite: refusing(code) } });
    expect([seen, state]).toEqual([[['performing', 'android', 'usb:1-1']], end]);
  });

  it('is given back where a finding ends the job', async () => {
    const { seen, state } = await givenBack({
      verify: { overwrite: () => [Finding.failed('overwrite-complete', 'overwriter.failed', [])] },
    });
    expect([seen.length, state]).toEqual([1, 'failed']);
  });

  it('changes no verdict when it cannot be given back', async () => {
    const refuse = (): Promise<void> => Promise.reject(new WorkstationError('device.timeout'));
    expect((await givenBack({}, refuse)).state).toBe('awaiting-review');
    const failed = await givenBack({ perform: { overwrite: refusing('erase.refused') } }, refuse);
    expect([failed.state, failed.code]).toEqual(['failed', 'erase.refused']);
  });
});

describe('what an act throws', () => {
  it('speaks against the phone only where it tells of its data or of another phone; everything else leaves it undecided', () => {
    const codes = Object.keys(ERROR_CATALOGUE) as ErrorCode[];
    expect(codes.filter((code) => outcomeOf(new WorkstationError(code)) === 'fail')).toEqual([
      'device.identity-mismatch',
      'overwriter.failed',
      'overwriter.lost',
      'plan.no-method',
      'erase.refused',
      'erase.incomplete',
      'verify.data-found',
      'verify.still-trusted',
      'review.rejected',
    ]);
  });

  it('leaves undecided what a failed finding with the same code decides: what was seen weighs more than its name', async () => {
    const code = 'device.wrong-state';
    const thrown = new DeskRig({ perform: { overwrite: refusing(code) } });
    const found = new DeskRig({
      verify: { overwrite: ({ evidence }) => [Finding.failed('overwrite-complete', code, evidence)] },
    });
    const ends = await Promise.all([thrown, found].map(async (rig) => ({ rig, job: (await rig.run()).job })));
    const verdicts = ends.map(({ rig, job }) => rig.bodies(job, 'verdict-reached')[0]);
    expect(verdicts.map((body) => [body?.outcome, body?.gaps[0]?.reason])).toEqual([
      ['inconclusive', code],
      ['fail', code],
    ]);
    expect(ends.map(({ rig, job }) => rig.bodies(job, 'step-ended').at(-1)?.outcome)).toEqual(['unknown', 'failed']);
  });

  it.each(Object.keys(ERROR_CATALOGUE) as ErrorCode[])('%s: the right end, never a pass', async (code) => {
    const rig = new DeskRig({ perform: { overwrite: refusing(code) } });
    const { job, error } = await rig.run();
    expect([rig.state(job), error?.code]).toEqual([endOf(code), code]);
    expect(rig.bodies(job, 'step-ended').at(-1)).toEqual({
      step: 'overwrite',
      outcome: outcomeOf(new WorkstationError(code)) === 'fail' ? 'failed' : 'unknown',
      error: { code, facts: {} },
    });
    const [verdict] = rig.bodies(job, 'verdict-reached');
    expect(verdict).toMatchObject({ outcome: outcomeOf(new WorkstationError(code)), kind: null, grade: 'E' });
    expect(verdict?.gaps[0]?.reason).toBe(code);
    expect(rig.adapter.performed).toEqual(['wipe@usb:1-1', 'overwrite@usb:1-1']);
    expect(() => rig.desk.review(job, look(job.port))).toThrow('app.unexpected');
  });

  const mute = Object.create(null) as object;
  const trap = {
    toString: () => {
      throw new Error('no');
    },
  };
  it.each([
    ['a text', 'boom'],
    ['nothing', undefined],
    ['null', null],
    ['a number', Number.NaN],
    ['an object without a text', mute],
    ['an object whose text throws', trap],
    ['a symbol', Symbol('boom')],
    ['half a surrogate pair at the cut', new Error(`${'x'.repeat(299)}😀`)],
    ['an error with a foreign message', Object.assign(new Error('x'), { message: 7 })],
    ['a look-alike of our error', { code: 'review.same-person', facts: {} }],
  ])('%s: an unexpected problem, inconclusive', async (_what, thrown) => {
    const rig = new DeskRig({ perform: { overwrite: () => Promise.reject(thrown) } });
    const { job, error } = await rig.run();
    expect([rig.state(job), error?.code]).toEqual(['failed', 'app.unexpected']);
    expect(rig.bodies(job, 'verdict-reached')[0]?.outcome).toBe('inconclusive');
  });

  it.each([
    ['no list of evidence', { perform: { overwrite: () => undefined } }],
    [
      'evidence that is no plain text',
      { perform: { overwrite: () => [{ kind: 'overwrite', source: 's', data: { n: Number.NaN } }] } },
    ],
    ['no list of findings', { verify: { overwrite: () => null } }],
  ] as [string, Script][])('%s: inconclusive, and the job ends', async (_what, script) => {
    const rig = new DeskRig(script);
    const { job } = await rig.run();
    expect(rig.state(job)).toBe('failed');
    expect(rig.bodies(job, 'verdict-reached')[0]?.outcome).toBe('inconclusive');
  });

  it('a judge that throws ends the job as an act does', async () => {
    const rig = new DeskRig({ verify: { overwrite: refusing('device.unplugged') } });
    const { job } = await rig.run();
    expect(rig.state(job)).toBe('interrupted');
  });
});

describe('findings', () => {
  const forged = { rule: 'host-sample', outcome: 'pass', reason: 'trust me', by: 'machine', evidence: [] };
  const shaped = Object.assign(Object.create(Finding.prototype) as object, forged);
  const fail = (rule: 'host-sample' | 'identity-kept') => Finding.failed(rule, 'verify.data-found', []);
  const all = passes(['overwrite-complete', 'host-sample']);
  const cases: [string, Script, string][] = [
    ['a look-alike', { verify: { overwrite: () => [...passes(['overwrite-complete']), forged] } }, 'inconclusive'],
    ['a look-alike of the right class', { verify: { overwrite: () => [...all, shaped] } }, 'inconclusive'],
    [
      'findings of other rules only',
      { verify: { overwrite: () => passes(['closing-proof', 'reset-observed']) } },
      'inconclusive',
    ],
    ['a rule of the step left out', { verify: { overwrite: () => passes(['overwrite-complete']) } }, 'inconclusive'],
    ['none at all', { verify: { overwrite: () => [] } }, 'inconclusive'],
    ['a pass after a fail', { verify: { overwrite: () => [fail('host-sample'), ...all] } }, 'fail'],
    ['a pass before a fail', { verify: { overwrite: () => [...all, fail('host-sample')] } }, 'fail'],
    ['a fail of a rule that is not asked', { verify: { overwrite: () => [...all, fail('identity-kept')] } }, 'fail'],
    [
      'an undecided one beside a pass',
      { verify: { overwrite: () => [...all, Finding.undecided('host-sample', 'x', [])] } },
      'inconclusive',
    ],
    [
      'another phone',
      { verify: { wipe: () => [Finding.failed('identity-kept', 'device.identity-mismatch', [])] } },
      'fail',
    ],
  ];
  it.each(cases)('%s: never a pass', async (_what, script, outcome) => {
    const rig = new DeskRig(script);
    const { job, error } = await rig.run();
    expect(error).not.toBeNull();
    expect(rig.state(job)).toBe('failed');
    const made = rig.bodies(job, 'finding-made').map(({ reason }) => reason);
    expect(made).not.toContain('trust me');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([
      { outcome: outcome === 'fail' && error?.code === 'verify.inconclusive' ? 'inconclusive' : outcome, kind: null },
    ]);
  });

  it('an undecided residue lets the overwrite go on and still never passes', async () => {
    const plan = { ...PLAN, steps: [step('residue', { proves: ['residue-clear'] }), ...PLAN.steps] };
    const undecided = Finding.undecided('residue-clear', 'verify.inconclusive', []);
    const rig = new DeskRig({ proposal: { plan }, verify: { residue: () => [undecided] } });
    const { job, error } = await rig.run();
    expect(rig.adapter.performed.at(-1)).toBe('look@usb:1-1');
    expect([rig.state(job), error?.code]).toEqual(['failed', 'verify.inconclusive']);
  });

  it('a found residue stops before the overwrite', async () => {
    const plan = { ...PLAN, steps: [step('residue', { proves: ['residue-clear'] }), ...PLAN.steps] };
    const found = Finding.failed('residue-clear', 'verify.data-found', []);
    const rig = new DeskRig({ proposal: { plan }, verify: { residue: () => [found] } });
    const { job } = await rig.run();
    expect(rig.adapter.performed).toEqual(['residue@usb:1-1']);
    expect(rig.bodies(job, 'verdict-reached')[0]).toMatchObject({ outcome: 'fail' });
  });

  it('a plan that proves nothing never passes', async () => {
    const plan = { ...PLAN, steps: [step('idle')] };
    const rig = new DeskRig({ proposal: { plan } });
    const { job } = await rig.run();
    expect(rig.desk.review(job, look(job.port)).state).toBe('failed');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'inconclusive' }]);
  });
});
