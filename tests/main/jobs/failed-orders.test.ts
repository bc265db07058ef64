import { describe, expect, it } from 'vitest';
import type { DeviceFacts } from '../../../domain/device.ts';
import type { ErrorCode } from '../../../domain/errors.ts';
import { portId } from '../../../domain/ids.ts';
import { failedOrdersOnRecord } from '../../../main/jobs/failed-orders.ts';
import type { Job } from '../../../main/jobs/job.ts';
import { stepOf } from '../../../native-adapters/steps/step-of.ts';
import { sampleIphone } from '../../domain/iphone-facts.ts';
import { DeskRig, OPERATOR, TOOL } from './desk-rig.ts';
import { PLAN } from './scripted-adapter.ts';

const UDID = '00008110-000A6C9102C0401E';
const DAY_MS = 24 * 3_600_000;
const step = stepOf('erase', 'apple.erase');

/** Puts a job with its order to erase on record, and how that step ended; null = well. */
function putJob(rig: DeskRig, code: ErrorCode | null, device: DeviceFacts = sampleIphone()): Job {
  const numbers = rig.book.newNumbers(new Date());
  const job: Job = { ...numbers, port: portId('usb:1-1'), operator: OPERATOR, state: 'drafted', plan: PLAN, device };
  const drafted = { operator: OPERATOR, purpose: 'inspection', device, claims: [], plan: PLAN, retryOf: null } as const;
  const open = rig.book.open(job, { ...drafted, considered: [], blockers: [], tool: TOOL });
  const error = code === null ? null : { code, facts: {} };
  rig.book.note(open, { kind: 'step-intended', body: { step } });
  rig.book.note(open, { kind: 'step-ended', body: { step: 'erase', outcome: error ? 'failed' : 'done', error } });
  return open;
}

/** Walks a job to its pass. */
function pass(rig: DeskRig, job: Job): void {
  const events = ['consent-recorded', 'start', 'steps-finished', 'verified', 'review-accepted'] as const;
  events.reduce((now, event) => rig.book.move(now, event), job);
}

/** What is on record, a while after the newest entry. */
function failedIn(rig: DeskRig, laterMs = 60_000): unknown {
  const { ledger } = rig.opened;
  const newest = Date.parse(ledger.at(ledger.head().seq)?.entry.at ?? '');
  return [...failedOrdersOnRecord({ book: rig.book, ledger }, new Date(newest + laterMs))];
}

describe('failed orders on record', () => {
  it('are those of the last day, each phone by its UDID', () => {
    const rig = new DeskRig();
    expect(failedIn(rig)).toEqual([]);
    const other = '00008110-000A6C9102C0401F';
    putJob(rig, 'erase.refused');
    putJob(rig, 'device.locked', sampleIphone({ udid: { is: 'value', value: other, source: 'lockdown' } }));
    expect(failedIn(rig)).toEqual([[UDID, 'refused']]);
    expect(failedIn(rig, DAY_MS + 60_000)).toEqual([]);
  });

  it('are settled by a pass that came after them, and by nothing else', () => {
    const rig = new DeskRig();
    putJob(rig, 'erase.refused');
    putJob(rig, 'device.locked');
    expect(failedIn(rig)).toEqual([[UDID, 'refused']]);
    pass(rig, putJob(rig, null));
    expect(failedIn(rig)).toEqual([]);
    putJob(rig, 'erase.refused');
    expect(failedIn(rig)).toEqual([[UDID, 'refused']]);
  });
});
