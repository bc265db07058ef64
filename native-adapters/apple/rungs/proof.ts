import type { Step } from '../../../domain/erasure.ts';
import { stepOf } from '../../steps/step-of.ts';
import { eraseRecordAct } from './erase-record-proof.ts';
import { lookFindMyAct } from './look-find-my.ts';
import { newPairingAct, oldPairingAct, tidyAct } from './pairing-proof.ts';
import type { AppleAct } from './route.ts';
import { setupStateAct } from './setup-proof.ts';

/** The acts that every route shares. */
export const PROOF_ACTS: Readonly<Record<string, AppleAct>> = {
  'apple.look-find-my': lookFindMyAct,
  'apple.old-pairing': oldPairingAct,
  'apple.new-pairing': newPairingAct,
  'apple.setup-state': setupStateAct,
  'apple.erase-record': eraseRecordAct,
  'apple.tidy': tidyAct,
};

/** The steps that prove an erasure after the phone's return; without trust before it there is no pairing that could be forgotten. */
export function proofSteps(wasTrusted: boolean): readonly Step[] {
  return [
    ...(wasTrusted ? [stepOf('old-pairing', 'apple.old-pairing', { proves: ['pairing-forgotten'] })] : []),
    stepOf('new-pairing', 'apple.new-pairing', { proves: ['silent-pairing'] }),
    stepOf('setup-state', 'apple.setup-state', { proves: ['setup-state'] }),
    stepOf('erase-record', 'apple.erase-record', { proves: ['closing-proof'] }),
    stepOf('tidy', 'apple.tidy'),
  ];
}
