import { expect, test } from 'vitest';
import { findAppleModel } from '../../../../domain/apple-models.ts';
import { known } from '../../../../domain/device.ts';
import { WorkstationError } from '../../../../domain/errors.ts';
import { jobId } from '../../../../domain/ids.ts';
import { iphoneAdapter } from '../../../../native-adapters/apple/iphone/index.ts';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import type { PlistDict } from '../../../../native-adapters/apple/plist/plist-value.ts';
import { TrustDesk } from '../../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { contextWith } from '../../android/fake-context.ts';
import { SHORT_PATIENCE } from '../../android/phone-bench.ts';
import { TestJob, type Walked, type WalkHooks } from '../../android/test-job.ts';
import { FakePhone } from '../fake-lockdown.ts';
import { FakeMux } from '../fake-mux.ts';
import { IphoneBench } from '../iphone-bench.ts';
import { HERE, UDID } from './proof-bench.ts';

/** Two jobs, one after the other, on a phone that has this fault: how the first ended, and the second before it begins. */
async function twoJobs(
  fault: string,
  withSecond: (ended: Walked, second: TestJob, trust: TrustDesk, third: () => Promise<TestJob>) => Promise<void>,
): Promise<void> {
  const bench = await IphoneBench.start({ iphones: 1, iphoneModels: ['iphone-13'], faults: [fault] });
  try {
    const { board, adapter, rack } = bench;
    const jobOf = async (id: string): Promise<TestJob> => {
      await bench.trustUntil('trusted');
      const device = await bench.identify();
      return new TestJob({ port: bench.port(), job: jobId(id), device, board, adapter, person: rack.person });
    };
    const first = await jobOf('job-1');
    const ended = await first.walk(first.plan());
    expect(ended.plan.rung).toBe('ios-eacs-mcinstall');
    await withSecond(ended, await jobOf('job-2'), bench.bench.trust, () => jobOf('job-3'));
  } finally {
    await bench.stop();
  }
}

test.each([
  ['ack-without-erase', 'erase.unconfirmed'],
  ['reboot-without-erase', 'verify.still-trusted'],
] as const)('the job after an order that came to nothing (%s: %s) goes by hand', async (fault, code) => {
  await twoJobs(fault, async ({ error, findings }, second) => {
    expect([error?.code, ...findings.map(({ reason }) => reason)]).toContain(code);
    expect([second.plan().rung, second.plan().closing]).toEqual(['ios-eacs-manual', 'machine-or-two-persons']);
  });
});

test('a phone that refuses the order is erased by hand after it, proven by itself as well, and ordered anew in a later job', async () => {
  await twoJobs('command-format-error', async ({ error }, second, trust) => {
    expect(error?.code).toBe('erase.refused');
    const { plan, outcome } = await second.walk(second.plan());
    expect([plan.rung, outcome]).toEqual(['ios-eacs-manual', 'pass']);
    expect(trust.failedOrder(known(second.device.apple?.udid ?? expect.fail()) ?? '')).toBeNull();
  });
});

test('a phone that refused the order and was erased by hand in a job that came to nothing is not sent to its settings again', async () => {
  await twoJobs('command-format-error', async (_ended, second, _trust, third) => {
    const plan = second.plan();
    const before: WalkHooks['before'] = ({ id }) => {
      if (id === 'old-pairing') throw new WorkstationError('device.unplugged');
    };
    const { error } = await second.walk(plan, { before });
    expect([plan.rung, error?.code]).toEqual(['ios-eacs-manual', 'device.unplugged']);
    expect((await third()).plan().rung).toBe('ios-eacs-mcinstall');
  });
});

/** A phone that answers StartService with this error, behind a daemon that keeps its pairing. */
async function withoutService(error: string) {
  const says = ({ Request: request, Key: key }: PlistDict): PlistDict | undefined => {
    if (request === 'StartService') return { Request: 'StartService', Error: error };
    if (request === 'GetValue' && key === 'UniqueDeviceID') return { Request: 'GetValue', Value: UDID };
    if (request === 'GetValue' && key === 'ProductVersion') return { Request: 'GetValue', Value: '17.4' };
    return undefined;
  };
  const phone = new FakePhone({ says });
  let kept: unknown = null;
  const mux = await FakeMux.start((peer) => {
    const type = peer.request['MessageType'];
    if (type === 'SavePairRecord') kept = peer.request['PairRecordData'];
    if (type === 'ReadPairRecord') return kept ? peer.reply({ PairRecordData: kept as Uint8Array }) : peer.result(2);
    return phone.behindMux(peer);
  });
  const usbmuxd = new Usbmuxd(mux.address);
  const trust = new TrustDesk(usbmuxd, new HostIdentity(() => new Date()));
  const findModel = () => findAppleModel([], { productType: null, modelNumber: null });
  return { mux, trust, phone, adapter: iphoneAdapter({ usbmuxd, trust, findModel, patience: SHORT_PATIENCE }) };
}

test.each([
  ['ServiceProhibited', 'erase.refused', 'refused'],
  ['InvalidService', 'erase.refused', 'refused'],
  // Somebody unlocks it, and the order is given again.
  ['PasswordProtected', 'device.locked', null],
  ['MCProtected', 'device.supervised-elsewhere', 'refused'],
  ['MCChallengeRequired', 'device.supervised-elsewhere', 'refused'],
  // None of these is the phone's word on the order; a phone that goes on like this can still be erased by hand.
  ['ServiceLimit', 'device.pairing-refused', 'unconfirmed'],
  ['InvalidConnection', 'device.pairing-refused', 'unconfirmed'],
  ['SessionInactive', 'device.pairing-refused', 'unconfirmed'],
  ['toString', 'device.pairing-refused', 'unconfirmed'],
] as const)('a phone that offers no way to order it (%s): %s', async (error, code, failed) => {
  const { mux, trust, adapter, phone } = await withoutService(error);
  try {
    const { signal } = new AbortController();
    expect(await adapter.trust?.(HERE, signal)).toBe('trusted');
    const device = await adapter.identify(HERE, signal);
    const step = adapter.propose(device, 'inspection').plan?.steps.find(({ id }) => id === 'erase') ?? expect.fail();
    const context = contextWith({ attachment: () => HERE, device, mark: () => 1 });
    const thrown = await adapter.perform(step, context).catch((one: unknown) => one);
    expect(thrown instanceof WorkstationError && thrown.code).toBe(code);
    if (code === 'device.pairing-refused') expect(thrown).toMatchObject({ facts: { what: error } });
    expect(phone.heard.filter(({ RequestType: type }) => type === 'EraseDevice')).toEqual([]);
    expect(trust.failedOrder(UDID)).toBe(failed);
    const rung = failed === null ? 'ios-eacs-mcinstall' : 'ios-eacs-manual';
    expect(adapter.propose(device, 'inspection').plan?.rung).toBe(rung);
  } finally {
    await mux.stop();
  }
});
