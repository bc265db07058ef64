import { describe, expect, it, vi } from 'vitest';
import { jobId, portId } from '../../../domain/ids.ts';
import type { Job } from '../../../main/jobs/job.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { DeskRig, OPERATOR, TOOL } from './desk-rig.ts';
import { PLAN } from './scripted-adapter.ts';

function newJob(rig: DeskRig): Job {
  const device = sampleDevice();
  const numbers = rig.book.newNumbers(new Date('2026-03-04T05:06:07Z'));
  const job: Job = { ...numbers, port: portId('usb:1-1'), operator: OPERATOR, state: 'drafted', plan: PLAN, device };
  const drafted = { operator: OPERATOR, purpose: 'inspection', device, claims: [], plan: PLAN, retryOf: null } as const;
  return rig.book.open(job, { ...drafted, considered: [], blockers: [], tool: TOOL });
}

describe('the book of jobs', () => {
  it('gives numbers that a person can read out and that a phone takes as a file name', () => {
    const rig = new DeskRig();
    const numbers = Array.from({ length: 200 }, () => rig.book.newNumbers(new Date('2026-03-04T05:06:07Z')));
    for (const { id, record } of numbers) {
      expect(record).toMatch(/^HK-20260304-[0-9A-F]{10}$/);
      expect(id).toMatch(/^job-[0-9a-f]{16}$/);
    }
    expect(new Set(numbers.map(({ id }) => id)).size).toBe(200);
  });

  it('commits the entry and the row that follows from it together', () => {
    const rig = new DeskRig();
    const job = newJob(rig);
    const moved = rig.book.move(job, 'cancel');
    const row = rig.jobs.get(job.id);
    const [, last] = rig.opened.ledger.ofJob(job.id);
    expect(row).toMatchObject({ state: 'cancelled', updatedSeq: last?.seq });
    expect(last?.entry).toMatchObject({
      kind: 'job-moved',
      body: { from: 'drafted', to: 'cancelled', event: 'cancel' },
    });
    expect(moved).toEqual({ ...job, state: 'cancelled' });
  });

  it('writes nothing when the row cannot be written, nor when an entry cannot', () => {
    const rig = new DeskRig();
    const job = newJob(rig);
    const head = rig.opened.ledger.head();
    const spoiled = { ...job, port: null as unknown as Job['port'] };
    expect(() => rig.book.move(spoiled, 'cancel')).toThrow();
    const unwritable = { step: 's', outcome: 'done', error: Number.NaN as unknown as null } as const;
    expect(() => rig.book.move(job, 'cancel', null, { kind: 'step-ended', body: unwritable })).toThrow();
    expect(rig.opened.ledger.head()).toEqual(head);
    expect(rig.state(job)).toBe('drafted');
  });

  it('refuses a forbidden move and writes nothing', () => {
    const rig = new DeskRig();
    const job = newJob(rig);
    const head = rig.opened.ledger.head();
    const told = vi.fn();
    rig.book.onChange(told);
    expect(() => rig.book.move(job, 'verified')).toThrow('app.unexpected');
    expect(() => rig.book.move(job, 'review-accepted')).toThrow('app.unexpected');
    expect(rig.opened.ledger.head()).toEqual(head);
    expect(told).not.toHaveBeenCalled();
  });

  it('moves a job from where it stands, not from where an old value says', () => {
    const rig = new DeskRig();
    const job = newJob(rig);
    rig.book.move(job, 'cancel');
    const head = rig.opened.ledger.head();
    expect(() => rig.book.move(job, 'consent-recorded')).toThrow('app.unexpected');
    expect(() => rig.book.move({ ...job, state: 'awaiting-review' }, 'review-accepted')).toThrow('app.unexpected');
    expect(() => rig.book.move({ ...job, id: jobId('job-nobody') }, 'cancel')).toThrow('app.unexpected');
    expect(rig.opened.ledger.head()).toEqual(head);
    expect(rig.state(job)).toBe('cancelled');
  });

  it('tells listeners after the commit, and a broken one spoils nothing', () => {
    const rig = new DeskRig();
    const job = newJob(rig);
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const heard: (string | undefined)[] = [];
    rig.book.onChange(() => {
      throw new Error('a broken screen');
    });
    const stop = rig.book.onChange((changed) => heard.push(`${changed.state} ${rig.state(changed)}`));
    rig.book.move(job, 'consent-recorded');
    stop();
    rig.book.move({ ...job, state: 'ready' }, 'cancel');
    expect([heard, warned.mock.calls.length]).toEqual([['ready ready'], 2]);
    warned.mockRestore();
  });

  it('tells nobody of a move that was not committed', () => {
    const rig = new DeskRig();
    const job = newJob(rig);
    const told = vi.fn();
    rig.book.onChange(told);
    const unwritable = { step: 's', outcome: 'done', error: Number.NaN as unknown as null } as const;
    expect(() => rig.book.move(job, 'cancel', null, { kind: 'step-ended', body: unwritable })).toThrow();
    expect(told).not.toHaveBeenCalled();
  });

  it('finds a job again with its operator, and which of its steps have no end', () => {
    const rig = new DeskRig();
    const job = newJob(rig);
    const [first, second] = PLAN.steps;
    if (!first || !second) throw new Error('the plan has steps');
    rig.book.note(job, { kind: 'step-intended', body: { step: first } });
    rig.book.note(job, { kind: 'step-ended', body: { step: first.id, outcome: 'done', error: null } });
    rig.book.note(job, { kind: 'step-intended', body: { step: second } });
    expect(rig.book.openSteps(job.id)).toEqual([second.id]);
    expect(rig.book.get(job.id)).toMatchObject({ operator: OPERATOR, state: 'drafted', record: job.record });
    expect(rig.book.get(jobId('job-nobody'))).toBeNull();
  });
});
