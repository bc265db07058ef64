import { findAppleModel } from '../../../../domain/apple-models.ts';
import { type DeviceFacts, notReadable, value } from '../../../../domain/device.ts';
import type { Plan, RuleId } from '../../../../domain/erasure.ts';
import type { Evidence, EvidenceKind } from '../../../../domain/evidence.ts';
import { portId } from '../../../../domain/ids.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import type { Attachment } from '../../../../domain/port.ts';
import type { Finding } from '../../../../domain/proof.ts';
import { type Review, Verdict } from '../../../../domain/verdict.ts';
import { iphoneAdapter } from '../../../../native-adapters/apple/iphone/index.ts';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import { TrustDesk } from '../../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { bareIphone, sampleIphone } from '../../../domain/iphone-facts.ts';
import { contextWith } from '../../android/fake-context.ts';
import { SHORT_PATIENCE } from '../../android/phone-bench.ts';

/** The UDID of the iPhone on HERE. */
export const UDID = '00008030-001A2B3C4D5E6F70';
/** An iPhone as usbmuxd shows it, on a Port that the USB side named. */
export const HERE: Attachment = {
  port: portId('usb:1-1'),
  source: 'usbmuxd',
  path: null,
  serial: UDID,
  mode: 'iphone',
  transport: '7',
  detail: null,
};

/** The phone's clock at the order, and this computer's a minute later. */
export const ORDER = 1_760_000_000;

// Nobody listens there: whoever judges from the wire and not from evidence fails.
const usbmuxd = new Usbmuxd({ is: 'tcp', host: '127.0.0.1', port: 1 });
const trust = new TrustDesk(usbmuxd, new HostIdentity(() => new Date(0)));
const findModel = () => findAppleModel([], { productType: null, modelNumber: null });
const adapter = iphoneAdapter({ usbmuxd, trust, findModel, patience: SHORT_PATIENCE });

function planFor(facts: DeviceFacts): Plan {
  const { plan } = adapter.propose(facts, 'inspection');
  if (!plan) throw new Error('no plan');
  return plan;
}

/** One plan of each kind: ordered over USB, by hand with and without trust, restored by another program. */
export const PLANS = {
  ordered: planFor(sampleIphone()),
  byHandTrusted: planFor(sampleIphone({ osVersion: value('10.3.3', 'x') })),
  byHandUntrusted: planFor(
    bareIphone('iphone', { trust: value('supervised-elsewhere', 'x'), activationLock: notReadable('x', 'y') }),
  ),
  restored: planFor(bareIphone('iphone-dfu', { ecid: value('a1', 'x') })),
} as const;

/** An evidence of this kind, as a test names it. */
export function saw(kind: EvidenceKind, data: JsonObject): Evidence {
  return { kind, source: 'test', data };
}

/** A record as the phone writes it. */
export const record = (at: number): string => `EACS Done @${at}, Caller: profiled, Reason: MCInstall`;

/** What is read of a record that is newer than the order. */
export const NEWER: JsonObject = {
  before: record(ORDER - 86_400),
  beforeRead: true,
  after: record(ORDER + 30),
  afterRead: true,
  failureBefore: null,
  failure: null,
  orderClock: ORDER,
  phoneClock: ORDER + 60,
  hostClock: ORDER + 60,
};

/** What is read where the phone keeps no record. */
export const NO_RECORD: JsonObject = { ...NEWER, before: null, after: null };

/** What is read where the phone withholds its record after the order and told it before. */
export const WITHHELD: JsonObject = { ...NEWER, after: null, afterRead: false };

/** What a phone says of an erasure that failed. */
export const FAILURE = 'EACS failed with [gF: 0x3] Attempt: 1';

/** What a person saw at the phone's screen. */
export const looked = (screen: string): Evidence => saw('attestation', { instruction: 'look-at-screen', saw: screen });

/** All evidence of a sound erasure that its own record closes, in the order in which it comes. */
export const SOUND: readonly Evidence[] = [
  saw('erase-order', {
    answer: 'acknowledged',
    phoneClock: ORDER,
    hostClock: ORDER,
    recordBefore: NEWER.before ?? null,
  }),
  saw('absence', { left: true, afterMs: 1 }),
  saw('return', { mode: 'iphone', deviceId: '2', afterMs: 1 }),
  saw('identity', { result: 'same' }),
  saw('old-pairing', { answer: 'InvalidHostID' }),
  saw('new-pairing', { answer: 'paired', daemonHadPaired: false }),
  saw('setup-state', { activation: 'Unactivated', needsActivation: true, locked: false, setupDone: null }),
  saw('erase-record', NEWER),
];

/** The same erasure where the phone has no record and a person saw the set-up screen. */
export const SOUND_BY_PERSON: readonly Evidence[] = [
  ...SOUND.slice(0, -1),
  saw('erase-record', NO_RECORD),
  looked('setup-screen'),
];

/** All findings of a plan's steps over this evidence; touching phone or person throws. */
export async function findingsOf(plan: Plan, evidence: readonly Evidence[]): Promise<readonly Finding[]> {
  const context = contextWith({ evidence, device: sampleIphone() });
  const found = await Promise.all(plan.steps.map((step) => adapter.verify(step, context)));
  return found.flat();
}

/** The finding of one rule of the plan that is ordered over USB. */
export const ruleOf = async (rule: RuleId, evidence: readonly Evidence[]): Promise<Finding | undefined> =>
  (await findingsOf(PLANS.ordered, evidence)).find((finding) => finding.rule === rule);

/** A second person who agrees. */
export const WILLING: Review = { is: 'accepted', reviewer: 'second', operator: 'first', saw: 'setup-screen' };

/** All that is no second person who agrees. */
export const UNWILLING: readonly Review[] = [
  { is: 'not-made' },
  { is: 'switched-off' },
  { ...WILLING, is: 'rejected' },
  { ...WILLING, reviewer: ' FIRST ' },
];

/** The verdict of a plan over this evidence, with a willing second person unless another review is given. */
export const outcomeOf = async (
  plan: Plan,
  evidence: readonly Evidence[],
  review: Review = WILLING,
): Promise<Verdict> => Verdict.of(plan, await findingsOf(plan, evidence), review, evidence);
