import { type DeviceFacts, known } from '../../../domain/device.ts';
import type { Step } from '../../../domain/erasure.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { stepOf } from '../../steps/step-of.ts';
import { appleOf } from '../iphone/read-facts.ts';
import type { AppleAct } from './route.ts';

/** The step in which a person looks whether the owner has signed out, where the phone does not tell of Activation Lock. */
export const lookFindMy: Step = stepOf('look-find-my', 'apple.look-find-my', {
  by: 'operator',
  instruction: 'look-find-my',
});

/** Tells whether a person has to look: the phone said neither that Activation Lock is on nor that it is off. */
export function needsLook(facts: DeviceFacts): boolean {
  return known(appleOf(facts).activationLock) === null;
}

/** Asks the person and goes on only when the owner is signed out; everything else is an owner's lock. */
export const lookFindMyAct: AppleAct = {
  async perform(_step, context) {
    const { operator, saw } = await context.askOperator('look-find-my');
    context.note({ kind: 'attestation', source: operator, data: { instruction: 'look-find-my', saw } });
    if (saw !== 'signed-out') throw new WorkstationError('device.activation-locked');
    return [];
  },
  verify: () => [],
};
