import { stepOf } from '../../steps/step-of.ts';
import { awaitReturning } from './await-phone.ts';
import { PROOF_ACTS, proofSteps } from './proof.ts';
import { findErasure } from './return-proof.ts';
import type { AppleAct, Route } from './route.ts';

const restoreAct: AppleAct = {
  async perform(_step, context, bench) {
    const since = context.mark();
    const { operator, saw } = await context.askOperator('restore-elsewhere');
    context.note({ kind: 'attestation', source: operator, data: { instruction: 'restore-elsewhere', saw } });
    const returned = await awaitReturning(context, bench, since);
    // Another program drives it through several modes, and it may be plugged in there meanwhile: what counts is that it left.
    return [{ kind: 'absence', source: 'usb', data: { left: context.hasLeft(since) } }, returned];
  },
  verify: (_step, context) => findErasure(context),
};

/** Route D: a phone in recovery or DFU mode is restored by another program, as an external step on record; two persons close. */
export const restoreElsewhereRoute: Route = {
  id: 'ios-restore-ipsw',
  method: {
    rung: 'ios-restore-ipsw',
    strength: ['cryptographic'],
    notCovered: ['overwriting', 'activation-lock', 'apple-pay-online', 'sim', 'esim', 'spare-flash', 'ciphertext-only'],
  },
  misfits: ({ mode }) => (mode === 'iphone-recovery' || mode === 'iphone-dfu' ? [] : ['entry.not-in-recovery']),
  closing: () => 'two-persons',
  steps(_facts, withinMs) {
    return [
      stepOf('restore', 'apple.restore-elsewhere', {
        by: 'operator',
        instruction: 'restore-elsewhere',
        strength: 'cryptographic',
        cancel: 'never',
        vanishes: { returnsAs: ['iphone'], withinMs },
        proves: ['identity-kept', 'left-and-returned'],
      }),
      ...proofSteps(false),
    ];
  },
  acts: { 'apple.restore-elsewhere': restoreAct, ...PROOF_ACTS },
};
