import type { StepContext } from '../../../domain/adapter.ts';
import { type DeviceFacts, known } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { orderFailureOf } from '../../../domain/failed-order.ts';
import { stepOf } from '../../steps/step-of.ts';
import type { AppleBench } from '../apple-bench.ts';
import { appleOf } from '../iphone/read-facts.ts';
import type { PairRecord } from '../lockdownd/pair-record.ts';
import { type EraseOutcome, eraseDevice } from '../services/destructive.ts';
import { McInstall } from '../services/mc-install.ts';
import { openService } from '../services/service-channel.ts';
import { awaitLeaving, awaitReturning } from './await-phone.ts';
import { type BeforeErase, erasuresBefore, readBefore } from './before-erase.ts';
import { lookFindMy, needsLook } from './look-find-my.ts';
import { PROOF_ACTS, proofSteps } from './proof.ts';
import { findErasure } from './return-proof.ts';
import type { AppleAct, Route } from './route.ts';

const ANSWER_WITHIN_MS = 20_000;
// Apple's documentation of the same command over MDM: both of its options exist since iOS 11.
const OLDEST_IOS = 11;

const eraseAct: AppleAct = {
  async perform(_step, context, bench) {
    const before = await readBefore(bench, context);
    const record = await bench.trust.record(before.phone.udid);
    if (record === null) throw new WorkstationError('device.untrusted');
    bench.trust.holdForProof(before.phone.udid, record);
    const since = context.mark();
    const outcome = await order(bench, context, before, record);
    context.note(orderEvidence(context, before, outcome));
    try {
      context.note(await awaitLeaving(context, bench, since));
      return [await awaitReturning(context, bench, since)];
    } catch (error) {
      if (!context.signal.aborted) bench.trust.noteFailedOrder(before.phone.udid, 'unconfirmed');
      throw error;
    }
  },
  verify: (_step, context) => findErasure(context),
};

/** Gives the order once; only a plain refusal speaks against it, and everything else is settled by what the phone does next. */
async function order(
  bench: AppleBench,
  { signal }: StepContext,
  { phone }: BeforeErase,
  record: PairRecord,
): Promise<EraseOutcome> {
  const trusted = { usbmuxd: bench.usbmuxd, deviceId: phone.deviceId, record };
  const opened = await openService(trusted, 'com.apple.mobile.MCInstall');
  if (!opened.ok) {
    const refusal = refusalOf(opened.error);
    const failure = orderFailureOf(refusal.code, false);
    if (failure !== null) bench.trust.noteFailedOrder(phone.udid, failure);
    throw refusal;
  }
  try {
    await new McInstall(opened.channel).flush({ signal, withinMs: ANSWER_WITHIN_MS });
    // The order is not cut short by a wish to stop: it has gone out, and its answer belongs on record.
    const outcome = await eraseDevice(opened.channel, { preserveDataPlan: false }, { withinMs: ANSWER_WITHIN_MS });
    if (outcome.is === 'refused') {
      bench.trust.noteFailedOrder(phone.udid, 'refused');
      const [reason] = outcome.chain;
      const what = [outcome.status, reason?.domain, reason?.code, reason?.text]
        .filter((part) => part != null)
        .join(' ');
      throw new WorkstationError('erase.refused', { what });
    }
    return outcome;
  } finally {
    opened.channel.destroy();
  }
}

function refusalOf(error: string): WorkstationError {
  if (error === 'PasswordProtected' || error === 'EscrowLocked') return new WorkstationError('device.locked');
  if (error === 'FMiPProtected') return new WorkstationError('device.activation-locked');
  if (error === 'MCProtected' || error === 'MCChallengeRequired') {
    return new WorkstationError('device.supervised-elsewhere');
  }
  if (error === 'InvalidHostID') return new WorkstationError('device.untrusted');
  // Every other name tells nothing of the order, which was never given.
  const isRefusal = error === 'ServiceProhibited' || error === 'InvalidService';
  return new WorkstationError(isRefusal ? 'erase.refused' : 'device.pairing-refused', { what: error });
}

function orderEvidence(context: StepContext, { facts }: BeforeErase, outcome: EraseOutcome): Evidence {
  const apple = appleOf(facts);
  const data = {
    answer: outcome.is,
    preserveDataPlan: false,
    phoneClock: known(apple.clock),
    hostClock: Math.floor(context.now().getTime() / 1000),
    ...erasuresBefore(facts),
    activationLock: known(apple.activationLock),
  };
  return { kind: 'erase-order', source: 'MCInstall EraseDevice', data };
}

/** The major number of a version such as `17.4.1`; null when it is none. */
function majorOf(facts: DeviceFacts): number | null {
  const major = Number(/^(\d{1,3})(\.|$)/.exec(known(appleOf(facts).osVersion) ?? '')?.[1] ?? Number.NaN);
  return Number.isNaN(major) ? null : major;
}

/** Whether the phone gave its last word against this computer; one that is locked or still asks may yet trust it. */
function isKeptOut(facts: DeviceFacts): boolean {
  const trust = known(appleOf(facts).trust);
  return trust === 'supervised-elsewhere' || trust === 'denied';
}

/** Why a phone cannot be ordered over USB to erase itself. */
function misfits(facts: DeviceFacts): readonly string[] {
  if (facts.mode !== 'iphone') return ['entry.in-recovery'];
  const major = majorOf(facts);
  return [
    ...(major === null ? ['entry.ios-unknown'] : []),
    ...(major !== null && major < OLDEST_IOS ? ['entry.ios-too-old'] : []),
    ...(isKeptOut(facts) ? ['entry.not-trusted'] : []),
  ];
}

/** Route A: the phone is ordered over USB to erase all content and settings, and its own evidence closes. */
export const eraseDeviceRoute: Route = {
  id: 'ios-eacs-mcinstall',
  method: {
    rung: 'ios-eacs-mcinstall',
    strength: ['cryptographic'],
    notCovered: ['overwriting', 'activation-lock', 'apple-pay-online', 'sim', 'spare-flash', 'ciphertext-only'],
  },
  misfits,
  closing: () => 'machine-or-two-persons',
  steps(facts, withinMs) {
    return [
      ...(needsLook(facts) ? [lookFindMy] : []),
      stepOf('erase', 'apple.erase', {
        strength: 'cryptographic',
        cancel: 'never',
        vanishes: { returnsAs: ['iphone'], withinMs },
        proves: ['identity-kept', 'left-and-returned'],
      }),
      ...proofSteps(true),
    ];
  },
  acts: { 'apple.erase': eraseAct, ...PROOF_ACTS },
};
