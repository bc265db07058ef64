import { afterEach, expect, test } from 'vitest';
import { findAppleModel } from '../../../../domain/apple-models.ts';
import { value } from '../../../../domain/device.ts';
import type { Evidence } from '../../../../domain/evidence.ts';
import type { JsonValue } from '../../../../domain/json.ts';
import { iphoneAdapter } from '../../../../native-adapters/apple/iphone/index.ts';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import { dictOf, type PlistDict } from '../../../../native-adapters/apple/plist/plist-value.ts';
import { TrustDesk } from '../../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { sampleIphone } from '../../../domain/iphone-facts.ts';
import { contextWith } from '../../android/fake-context.ts';
import { SHORT_PATIENCE } from '../../android/phone-bench.ts';
import { FakePhone, type Said } from '../fake-lockdown.ts';
import { FakeMux } from '../fake-mux.ts';
import { HERE, PLANS, ruleOf, saw, UDID } from './proof-bench.ts';

const PENDING: PlistDict = { Request: 'Pair', Error: 'PairingDialogResponsePending' };
const open: FakeMux[] = [];

afterEach(async () => {
  for (const mux of open.splice(0)) await mux.stop();
});

/** Tries the silent pairing on a phone that answers each offer as it is told; undefined = it agrees. */
async function pairWith(answers: (host: string, offer: number) => Said | undefined, udid = UDID) {
  const hosts: string[] = [];
  const computers: string[] = [];
  const latest = sampleIphone({ udid: value(udid, 'x') });
  const phone = new FakePhone({
    says: (request) => {
      if (request['Request'] !== 'Pair') return undefined;
      hosts.push(String(dictOf(request['PairRecord'])?.['HostID']));
      computers.push(String(dictOf(request['PairRecord'])?.['SystemBUID']));
      return answers(hosts.at(-1) ?? '', hosts.length);
    },
  });
  const mux = await FakeMux.start((peer) => {
    if (peer.request['MessageType'] === 'ReadPairRecord') peer.result(2);
    else phone.behindMux(peer);
  });
  open.push(mux);
  const usbmuxd = new Usbmuxd(mux.address);
  const trust = new TrustDesk(usbmuxd, new HostIdentity(() => new Date()));
  const findModel = () => findAppleModel([], { productType: null, modelNumber: null });
  const adapter = iphoneAdapter({ usbmuxd, trust, findModel, patience: SHORT_PATIENCE });
  const step = PLANS.ordered.steps.find(({ id }) => id === 'new-pairing');
  if (!step) throw new Error('no step');
  const evidence = await adapter.perform(step, contextWith({ attachment: () => HERE, latest }));
  const [finding] = await adapter.verify(step, contextWith({ evidence }));
  const answer: JsonValue = evidence[0]?.data.answer ?? null;
  return { answer, outcome: finding?.outcome, reason: finding?.reason, hosts, computers };
}

test('a phone in set-up agrees at once, and that is proof', async () => {
  const { answer, outcome, hosts } = await pairWith(() => undefined);
  expect([answer, outcome, hosts.length]).toEqual(['paired', 'pass', 1]);
});

test('a phone that shows its question is asked once and proves nothing', async () => {
  const { answer, outcome, hosts } = await pairWith(() => PENDING);
  expect([answer, outcome, hosts.length]).toEqual(['PairingDialogResponsePending', 'inconclusive', 1]);
});

test('a phone that asks for trust is said to be locked to its owner or not erased, unless its old pairing says otherwise', async () => {
  const asked = saw('new-pairing', { answer: 'PairingDialogResponsePending' });
  const reasonAfter = async (...old: readonly Evidence[]) => (await ruleOf('silent-pairing', [...old, asked]))?.reason;
  const oldSaid = (answer: string) => saw('old-pairing', { answer });
  expect(await reasonAfter()).toBe('verify.trust-asked');
  expect(await reasonAfter(oldSaid('InvalidHostID'))).toBe('verify.trust-asked');
  for (const answer of ['accepted', 'PasswordProtected', 'tls-failed', 'no-earlier-pairing'])
    expect(await reasonAfter(oldSaid(answer)), answer).toBe('verify.not-in-setup');
  const locked = saw('new-pairing', { answer: 'PasswordProtected' });
  expect((await ruleOf('silent-pairing', [oldSaid('InvalidHostID'), locked]))?.reason).toBe('verify.not-in-setup');
});

test('a phone that has just started may refuse at first', async () => {
  const locked: PlistDict = { Request: 'Pair', Error: 'EscrowLocked' };
  const { answer, outcome } = await pairWith((_host, offer) => (offer === 1 ? locked : undefined));
  expect([answer, outcome]).toEqual(['paired', 'pass']);
});

test('a phone in set-up whose first answer is lost agrees again', async () => {
  const { answer, outcome, hosts } = await pairWith((_host, offer) => (offer === 1 ? 'hang-up' : undefined));
  expect([answer, outcome, hosts.length]).toEqual(['paired', 'pass', 2]);
});

test('a question whose answer was lost, and to which somebody tapped Trust meanwhile, is not taken for silence', async () => {
  let trusted = '';
  const { answer, outcome } = await pairWith((host, offer) => {
    if (offer > 1) return host === trusted ? undefined : PENDING;
    trusted = host;
    return 'hang-up';
  });
  expect([answer, outcome]).toEqual(['PairingDialogResponsePending', 'inconclusive']);
});

test('each asking is that of a computer which the phone has never met', async () => {
  const { hosts, computers } = await pairWith((_host, offer) => (offer < 3 ? 'hang-up' : undefined));
  expect([new Set(hosts).size, new Set(computers).size]).toEqual([3, 3]);
  expect(computers).not.toContain('BUID-1');
});

test('another phone that stands on the port by now is not asked, and its yes is nobody’s proof', async () => {
  let isAsked = false;
  const agree = (): undefined => {
    isAsked = true;
  };
  await expect(pairWith(agree, '00008030-0000000000000001')).rejects.toThrow('device.identity-mismatch');
  expect(isAsked).toBe(false);
});
