import { expect, test } from 'vitest';
import { known } from '../../../../domain/device.ts';
import type { Step } from '../../../../domain/erasure.ts';
import { jobId } from '../../../../domain/ids.ts';
import { Lockdown } from '../../../../native-adapters/apple/lockdownd/lockdown.ts';
import { TestJob } from '../../android/test-job.ts';
import { IphoneBench } from '../iphone-bench.ts';

/** A phone that is too old for the order, trusted and with a job by hand open on it; an earlier job held its pairing. */
async function openJob() {
  const bench = await IphoneBench.start({ iphones: 1, iphoneModels: ['iphone-5c'] });
  await bench.trustUntil('trusted');
  const device = await bench.identify();
  const phone = { udid: known(device.apple?.udid ?? expect.fail()) ?? '', deviceId: Number(bench.at().transport) };
  const { board, adapter, rack } = bench;
  const job = new TestJob({ port: bench.port(), job: jobId('job-1'), device, board, adapter, person: rack.person });
  const record = await bench.bench.trust.record(phone.udid);
  if (!record) throw new Error('no pairing');
  bench.bench.trust.holdForProof(phone.udid, record);
  const plan = job.plan();
  const step = (id: string): Step => plan.steps.find((one) => one.id === id) ?? expect.fail(id);
  const perform = async (id: string) => void job.evidence.push(...(await adapter.perform(step(id), job)));
  const proofOf = async () => (await adapter.verify(step('old-pairing'), job)).map(({ outcome }) => outcome);
  return { bench, job, plan, phone, record, perform, proofOf };
}

test('the pairing that opened a session just before is the one that has to be refused', async () => {
  const { bench, job, plan, phone, record, perform, proofOf } = await openJob();
  try {
    expect([plan.rung, plan.closing]).toEqual(['ios-eacs-manual', 'machine-or-two-persons']);
    await perform('erase');
    expect(bench.bench.trust.heldForProof(phone.udid)?.hostId).toBe(record.hostId);
    await perform('old-pairing');
    expect(await proofOf()).toEqual(['pass']);
    const order = job.evidence.find(({ kind }) => kind === 'erase-order');
    expect(order?.data).toMatchObject({ answer: 'by-hand', recordBeforeRead: true, failureBefore: null });
    expect(order?.data.activationLock).toBe(false);
  } finally {
    await bench.stop();
  }
});

test('a pairing that the phone had forgotten before, or that an earlier job held, proves nothing', async () => {
  const { bench, phone, record, perform, proofOf } = await openJob();
  try {
    const lockdown = await Lockdown.open(bench.usbmuxd, phone.deviceId);
    expect(await lockdown.unpair(record)).toMatchObject({ ok: true });
    lockdown.close();
    await perform('erase');
    expect(bench.bench.trust.heldForProof(phone.udid)).toBeNull();
    await perform('old-pairing');
    expect(await proofOf()).toEqual(['inconclusive']);
  } finally {
    await bench.stop();
  }
});
