import type { StepContext } from '../../../domain/adapter.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';

/** Judges whether the phone that came back is the one that left, from the comparison that was made at its return. */
export function findIdentity(context: StepContext): Finding {
  const identity = lastEvidence(context, 'identity');
  if (!identity) return Finding.undecided('identity-kept', 'device.identity-unreadable', []);
  switch (identity.data.result) {
    case 'same':
      return Finding.proven('identity-kept', 'serial or IMEI agrees', [identity]);
    case 'different':
      return Finding.failed('identity-kept', 'device.identity-mismatch', [identity]);
    default:
      return Finding.undecided('identity-kept', 'device.identity-unreadable', [identity]);
  }
}
