import { expect, test } from 'vitest';
import { findAppleModel } from '../../../../domain/apple-models.ts';
import { type DeviceFacts, known } from '../../../../domain/device.ts';
import { iphoneAdapter } from '../../../../native-adapters/apple/iphone/index.ts';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import type { PlistDict } from '../../../../native-adapters/apple/plist/plist-value.ts';
import { TrustDesk } from '../../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { bareIphone } from '../../../domain/iphone-facts.ts';
import { contextWith } from '../../android/fake-context.ts';
import { SHORT_PATIENCE } from '../../android/phone-bench.ts';
import { FakePhone } from '../fake-lockdown.ts';
import { FakeMux } from '../fake-mux.ts';
import { HERE, PLANS, UDID } from './proof-bench.ts';

const VALUES: PlistDict = { UniqueDeviceID: UDID, InternationalMobileEquipmentIdentity: '356938035643809' };

/** Reads the set-up state of a phone that takes only so many sessions: what the job learned, and how the step ended. */
async function readSetup(sessions: number): Promise<{ learned: readonly DeviceFacts[]; error: unknown }> {
  let left = sessions;
  const says = ({ Request: request, Key: key }: PlistDict): PlistDict | undefined => {
    if (request === 'StartSession' && left-- <= 0) return { Request: 'StartSession', Error: 'InvalidConnection' };
    // Who manages it is no matter here.
    if (request === 'StartService') return { Request: 'StartService', Error: 'ServiceProhibited' };
    const value = request === 'GetValue' ? VALUES[String(key)] : undefined;
    return value === undefined ? undefined : { Request: 'GetValue', Value: value };
  };
  const phone = new FakePhone({ says });
  let kept: unknown = null;
  const mux = await FakeMux.start((peer) => {
    const type = peer.request['MessageType'];
    if (type === 'SavePairRecord') kept = peer.request['PairRecordData'];
    if (type === 'ReadPairRecord') return kept ? peer.reply({ PairRecordData: kept as Uint8Array }) : peer.result(2);
    return phone.behindMux(peer);
  });
  try {
    const usbmuxd = new Usbmuxd(mux.address);
    const trust = new TrustDesk(usbmuxd, new HostIdentity(() => new Date()));
    const findModel = () => findAppleModel([], { productType: null, modelNumber: null });
    const adapter = iphoneAdapter({ usbmuxd, trust, findModel, patience: SHORT_PATIENCE });
    await adapter.trust?.(HERE, new AbortController().signal);
    const step = PLANS.restored.steps.find(({ id }) => id === 'setup-state') ?? expect.fail('no step');
    const learned: DeviceFacts[] = [];
    const device = bareIphone('iphone-recovery');
    const context = contextWith({ device, attachment: () => HERE, learn: (facts) => void learned.push(facts) });
    const error = await adapter.perform(step, context).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return { learned, error };
  } finally {
    await mux.stop();
  }
}

test('the job learns what the phone tells in its new session', async () => {
  const { learned, error } = await readSetup(Number.POSITIVE_INFINITY);
  expect([error, learned.map(({ imeis }) => known(imeis))]).toEqual([null, [['356938035643809']]]);
});

test('what a phone tells without a session contradicts no label, and is not taken for a comparison', async () => {
  const { learned, error } = await readSetup(1);
  expect(error).toMatchObject({ code: 'verify.not-in-setup' });
  expect(learned).toEqual([]);
});
