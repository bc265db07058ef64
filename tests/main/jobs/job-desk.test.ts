import { describe, expect, it, vi } from 'vitest';
import { notReadable, value } from '../../../domain/device.ts';
import type { Blocker } from '../../../domain/erasure.ts';
import { type operatorId, portId } from '../../../domain/ids.ts';
import type { Job } from '../../../main/jobs/job.ts';
import { JobDesk, type SecondLook } from '../../../main/jobs/job-desk.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { CONSENT, DeskRig, expectRefused, look, OPERATOR, TOOL } from './desk-rig.ts';
import { MACHINE_PLAN, PLAN } from './scripted-adapter.ts';

const never = new AbortController().signal;
const P1 = portId('usb:1-1');

/** Runs a phone up to its review. */
async function reviewable(rig: DeskRig): Promise<Job> {
  const { job, error } = await rig.run();
  expect([error, job.state]).toEqual([null, 'awaiting-review']);
  return job;
}

describe('examining', () => {
  it.each([
    [null, 'device.absent'],
    ['unauthorized', 'device.unauthorized'],
    ['offline', 'device.offline'],
    ['connecting', 'device.offline'],
    ['no-permissions', 'device.no-permissions'],
    ['recovery', 'device.wrong-state'],
    ['unknown', 'device.wrong-state'],
  ] as const)('a port in state %s says %s', async (mode, code) => {
    const rig = new DeskRig();
    if (mode) rig.hands.plug('usb:1-1', mode);
    await expect(rig.desk.examine(P1, never)).rejects.toMatchObject({ code });
  });

  it('completes what the phone withholds by what a person reads, and never overrules the phone', async () => {
    const rig = new DeskRig();
    rig.hands.plug('usb:1-1');
    const claim = { imei: '356938035643809', source: 'typed' } as const;
    expect((await rig.desk.examine(P1, never, claim)).facts.imeis).toMatchObject({ value: ['490154203237518'] });
    rig.adapter.script = { identify: () => sampleDevice({ imeis: notReadable('call', 'permission') }) };
    const { facts, claims } = await rig.desk.examine(P1, never, claim);
    expect([facts.imeis, claims]).toEqual([value(['356938035643809'], 'typed'), [claim]]);
  });
});

describe('the lock of a port', () => {
  it('lets one job run on a port, and none be read or drafted meanwhile', async () => {
    const rig = new DeskRig();
    let answer: (saw: { operator: string; saw: string }) => void = () => undefined;
    rig.people = { follow: () => new Promise((resolve) => (answer = resolve)) };
    const examined = await rig.desk.examine(rig.hands.plug('usb:1-1'), never);
    const order = { operator: OPERATOR, purpose: 'inspection' } as const;
    const [first, second] = [rig.desk.draft(examined, order, CONSENT), rig.desk.draft(examined, order, CONSENT)];
    const running = rig.desk.run(first);
    await vi.waitFor(() => expect(rig.state(first)).toBe('awaiting-operator'));
    await expect(rig.desk.run(second)).rejects.toMatchObject({ code: 'port.busy' });
    await expect(rig.desk.examine(P1, never)).rejects.toMatchObject({ code: 'port.busy' });
    expect(() => rig.desk.draft(examined, order, CONSENT)).toThrow('port.busy');
    expect(rig.state(second)).toBe('ready');
    answer({ operator: OPERATOR, saw: 'setup-screen' });
    expect((await running).job.state).toBe('awaiting-review');
    rig.people = { follow: async () => ({ operator: OPERATOR, saw: 'setup-screen' }) };
    expect((await rig.run()).error).toBeNull();
  });

  it('runs a job once', async () => {
    const rig = new DeskRig();
    const drafted = await rig.draft();
    await rig.desk.run(drafted);
    const head = rig.opened.ledger.head();
    await expect(rig.desk.run(drafted)).rejects.toMatchObject({ code: 'app.unexpected' });
    await expect(rig.desk.run({ ...drafted, state: 'performing' })).rejects.toMatchObject({ code: 'app.unexpected' });
    expect(rig.opened.ledger.head()).toEqual(head);
  });

  it('gives the port free after an end, and cancelling an idle port does nothing', async () => {
    const rig = new DeskRig({ perform: { overwrite: () => Promise.reject(new Error('x')) } });
    expect((await rig.run()).error?.code).toBe('app.unexpected');
    rig.desk.cancel(P1);
    rig.adapter.script = {};
    expect((await rig.run()).error).toBeNull();
  });

  it('lets a neighbour finish while one hangs', async () => {
    const rig = new DeskRig();
    const stuck = await rig.draft('usb:1-1');
    rig.adapter.script = { perform: { overwrite: ({ port }) => (port === P1 ? new Promise(() => undefined) : []) } };
    const running = rig.desk.run(stuck);
    const { job, error } = await rig.run('usb:1-2');
    expect([error, job.port]).toEqual([null, 'usb:1-2']);
    rig.desk.cancel(P1);
    expect((await running).error?.code).toBe('job.cancelled');
  });

  it('tells progress of each job to every listener, whatever one of them does', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const rig = new DeskRig();
    const heard: string[] = [];
    rig.desk.onProgress(() => {
      throw new Error('a broken screen');
    });
    const stop = rig.desk.onProgress((job, { stage }) => heard.push(`${job.port} ${stage}`));
    expect((await rig.run()).error).toBeNull();
    stop();
    expect((await rig.run()).error).toBeNull();
    expect(heard).toEqual(['usb:1-1 waiting']);
    expect(warned).toHaveBeenCalled();
    warned.mockRestore();
  });
});

describe('what forbids a start', () => {
  it.each([
    ['refused', { deletion: 'refused' }],
    ['without an identity check', { identityCheck: 'not-recorded' }],
  ] as const)('a consent that is %s', async (_what, changes) => {
    const rig = new DeskRig();
    const job = await rig.draft('usb:1-1', { ...CONSENT, ...changes });
    expectRefused(rig, job, 'consent.missing');
    expect(rig.kinds(job)).not.toContain('consent-recorded');
    await expect(rig.desk.run(job)).rejects.toMatchObject({ code: 'app.unexpected' });
  });

  it('a seller who was not told that this phone cannot be overwritten', async () => {
    const rig = new DeskRig({ proposal: { plan: { ...PLAN, overwrites: false } } });
    expectRefused(rig, await rig.draft('usb:1-1', { ...CONSENT, toldNoOverwrite: 'not-told' }), 'consent.missing');
    expect((await rig.draft('usb:1-1', CONSENT)).state).toBe('ready');
  });

  it('a blocker that stops; one that warns does not', async () => {
    const stop: Blocker = { id: 'accounts', severity: 'stop' };
    const rig = new DeskRig({ proposal: { blockers: [{ ...stop, severity: 'warn' }, stop] } });
    const job = await rig.draft();
    expectRefused(rig, job, 'plan.blocked');
    expect(rig.bodies(job, 'job-drafted')[0]?.blockers).toHaveLength(2);
    rig.adapter.script = { proposal: { blockers: [{ ...stop, severity: 'warn' }] } };
    expect((await rig.draft()).state).toBe('ready');
  });

  it('a lock that its owner can lift, even where nothing else could be done', async () => {
    const rig = new DeskRig({ proposal: { plan: null, blockers: [{ id: 'frp-locked', severity: 'stop' }] } });
    const job = await rig.draft();
    expectRefused(rig, job, 'plan.blocked');
    expect(rig.kinds(job)).not.toContain('destruction-ordered');
  });

  it('no method at all: unerasable, and destruction is ordered', async () => {
    const rig = new DeskRig({ proposal: { plan: null } });
    const job = await rig.draft();
    expect(rig.state(job)).toBe('unerasable');
    expect(rig.bodies(job, 'destruction-ordered')).toEqual([
      { operator: OPERATOR, why: { code: 'plan.no-method', facts: {} } },
    ]);
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'fail', grade: 'E' }]);
  });

  it('points a retry at the job before', async () => {
    const rig = new DeskRig();
    const examined = await rig.desk.examine(rig.hands.plug('usb:1-1'), never);
    const order = { operator: OPERATOR, purpose: 'inspection', retryOf: 'job-before' } as const;
    const job = rig.desk.draft(examined, order, CONSENT);
    expect(rig.bodies(job, 'job-drafted')[0]?.retryOf).toBe('job-before');
  });
});

describe('the second look', () => {
  it('by another person at the right phone passes it', async () => {
    const rig = new DeskRig();
    const job = await reviewable(rig);
    const ended = rig.desk.review(job, look(job.port));
    expect([ended.state, rig.state(job)]).toEqual(['passed', 'passed']);
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([
      { outcome: 'pass', kind: 'person-attested', gaps: [], review: { is: 'accepted', reviewer: 'sato' } },
    ]);
    expect(rig.opened.ledger.at(rig.opened.ledger.head().seq)?.entry.kind).toBe('sealed');
  });

  it.each(['tanaka', ' tanaka', 'TANAKA', 'ｔａｎａｋａ'])(
    'by the same person (%j) is refused, and another may look',
    async (name) => {
      const rig = new DeskRig();
      const job = await reviewable(rig);
      const head = rig.opened.ledger.head();
      const reviewer = name as ReturnType<typeof operatorId>;
      expect(() => rig.desk.review(job, look(job.port, { reviewer }))).toThrow('review.same-person');
      expect([rig.opened.ledger.head(), rig.state(job)]).toEqual([head, 'awaiting-review']);
      expect(rig.desk.review(job, look(job.port)).state).toBe('passed');
    },
  );

  const wrong: [string, Partial<SecondLook>][] = [
    ['not accepted', { accepted: false }],
    ['another screen', { saw: 'home' }],
    ['no screen', { saw: '' }],
    ['the number of another phone', { number: '356938035643809' }],
    ['no number', { number: '' }],
    ['a number that is none', { number: '490154203237519' }],
    ['the serial number of a phone with an IMEI', { number: 'S-usb:1-1' }],
  ];
  it.each(wrong)('with %s fails the phone', async (_what, changes) => {
    const rig = new DeskRig();
    const job = await reviewable(rig);
    expect(rig.desk.review(job, look(job.port, changes)).state).toBe('failed');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([
      { outcome: 'fail', grade: 'E', review: { is: 'rejected' }, gaps: [{ reason: 'review.rejected' }] },
    ]);
    expect(() => rig.desk.review(job, look(job.port))).toThrow('app.unexpected');
    expect(rig.state(job)).toBe('failed');
  });

  it('is taken once', async () => {
    const rig = new DeskRig();
    const job = await reviewable(rig);
    const ended = rig.desk.review(job, look(job.port));
    const head = rig.opened.ledger.head();
    for (const again of [job, ended]) expect(() => rig.desk.review(again, look(job.port))).toThrow('app.unexpected');
    expect(rig.opened.ledger.head()).toEqual(head);
  });

  it('is judged by the plan that ran, not by the one that is handed in', async () => {
    const rig = new DeskRig();
    const job = await reviewable(rig);
    const easier = { ...job, plan: { ...PLAN, steps: PLAN.steps.slice(2) } };
    rig.desk.review(easier, look(job.port));
    expect(rig.bodies(job, 'job-drafted')[0]?.plan?.steps).toHaveLength(3);
    expect(rig.jobs.get(job.id)?.plan?.steps).toHaveLength(3);
  });

  it('can be made after a restart, from the record alone, and only where the job waits for it', async () => {
    const rig = new DeskRig();
    const job = await reviewable(rig);
    const { board, book, adapter } = rig;
    const parts = { board, book, adapters: [adapter], people: rig.people, tool: TOOL } as const;
    const restarted = new JobDesk({ ...parts, secondPerson: 'required' });
    expect(() => restarted.review(job, look(job.port, { reviewer: OPERATOR }))).toThrow('review.same-person');
    expect(restarted.review(job, look(job.port)).state).toBe('passed');
    rig.adapter.script = { perform: { overwrite: () => Promise.reject(new Error('x')) } };
    const { job: failed } = await rig.run();
    expect(() => restarted.review({ ...failed, state: 'awaiting-review' }, look(failed.port))).toThrow(
      'app.unexpected',
    );
    expect(rig.state(failed)).toBe('failed');
  });

  it('that nobody makes where it is required is not a pass', async () => {
    const rig = new DeskRig();
    const job = await reviewable(rig);
    expect(rig.desk.review(job, null).state).toBe('failed');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'inconclusive', review: { is: 'not-made' } }]);
  });

  it('can be switched off for what the machine proves, and says so', async () => {
    const rig = new DeskRig({ proposal: { plan: MACHINE_PLAN } }, 'switched-off');
    const job = await reviewable(rig);
    expect(rig.desk.review(job, null).state).toBe('passed');
    expect(rig.bodies(job, 'job-moved').at(-1)?.event).toBe('review-switched-off');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([
      { outcome: 'pass', kind: 'machine-proven', review: { is: 'switched-off' } },
    ]);
  });

  it('cannot be switched off for what only persons attest', async () => {
    const rig = new DeskRig({}, 'switched-off');
    const job = await reviewable(rig);
    expect(rig.desk.review(job, null).state).toBe('failed');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'inconclusive' }]);
  });
});
