import { type DeviceFacts, known } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { stepOf } from '../../steps/step-of.ts';
import { appleOf } from '../iphone/read-facts.ts';
import { awaitLeaving, awaitReturning } from './await-phone.ts';
import { erasuresBefore, readBefore } from './before-erase.ts';
import { lookFindMy, needsLook } from './look-find-my.ts';
import { PROOF_ACTS, proofSteps } from './proof.ts';
import { findErasure } from './return-proof.ts';
import type { AppleAct, Route } from './route.ts';

const isTrusted = (facts: DeviceFacts): boolean => known(appleOf(facts).trust) === 'trusted';

const eraseByHandAct: AppleAct = {
  async perform(_step, context, bench) {
    const { phone, facts } = await readBefore(bench, context);
    const record = await bench.trust.record(phone.udid);
    bench.trust.holdForProof(phone.udid, isTrusted(facts) ? record : null);
    const since = context.mark();
    const apple = appleOf(facts);
    const order: Evidence = {
      kind: 'erase-order',
      source: 'a person, on the phone',
      data: {
        answer: 'by-hand',
        phoneClock: known(apple.clock),
        hostClock: Math.floor(context.now().getTime() / 1000),
        ...erasuresBefore(facts),
        activationLock: known(apple.activationLock),
      },
    };
    context.note(order);
    const { operator, saw } = await context.askOperator('erase-in-ios-settings');
    context.note({ kind: 'attestation', source: operator, data: { instruction: 'erase-in-ios-settings', saw } });
    context.note(await awaitLeaving(context, bench, since));
    return [await awaitReturning(context, bench, since)];
  },
  verify: (_step, context) => findErasure(context),
};

/** Route B: a person erases the phone in its settings; what the phone shows afterwards is verified as after an order over USB. */
export const byHandRoute: Route = {
  id: 'ios-eacs-manual',
  method: {
    rung: 'ios-eacs-manual',
    strength: ['cryptographic'],
    notCovered: ['overwriting', 'activation-lock', 'apple-pay-online', 'sim', 'spare-flash', 'ciphertext-only'],
  },
  misfits: (facts) => (facts.mode === 'iphone' ? [] : ['entry.in-recovery']),
  closing: (facts) => (isTrusted(facts) ? 'machine-or-two-persons' : 'two-persons'),
  steps(facts, withinMs) {
    return [
      ...(needsLook(facts) ? [lookFindMy] : []),
      stepOf('erase', 'apple.erase-by-hand', {
        by: 'operator',
        instruction: 'erase-in-ios-settings',
        strength: 'cryptographic',
        cancel: 'never',
        vanishes: { returnsAs: ['iphone'], withinMs },
        proves: ['identity-kept', 'left-and-returned'],
      }),
      ...proofSteps(isTrusted(facts)),
    ];
  },
  acts: { 'apple.erase-by-hand': eraseByHandAct, ...PROOF_ACTS },
};
