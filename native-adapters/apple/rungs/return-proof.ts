import type { StepContext } from '../../../domain/adapter.ts';
import type { NumberName } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';

/** Judges whether the phone that came back is the one that left, and whether it left at all after the order. */
export function findErasure(context: StepContext): readonly Finding[] {
  return [findIdentity(context), findReturn(context)];
}

function findIdentity(context: StepContext): Finding {
  const identity = lastEvidence(context, 'identity');
  if (!identity) return Finding.undecided('identity-kept', 'device.identity-unreadable', []);
  switch (identity.data.result) {
    case 'same':
      return findAgreement(identity);
    case 'different':
      return Finding.failed('identity-kept', 'device.identity-mismatch', [identity]);
    default:
      return Finding.undecided('identity-kept', 'device.identity-unreadable', [identity]);
  }
}

/** Names what was compared and no more: a phone that came out of recovery had told its ECID alone. */
function findAgreement(identity: Evidence): Finding {
  const { agree } = identity.data;
  const has = (name: NumberName): boolean => Array.isArray(agree) && agree.includes(name);
  if (has('udid') && has('ecid')) return Finding.proven('identity-kept', 'UDID and ECID agree', [identity]);
  if (has('udid')) return Finding.proven('identity-kept', 'UDID agrees', [identity]);
  if (has('ecid')) return Finding.proven('identity-kept', 'ECID agrees', [identity]);
  return Finding.proven('identity-kept', 'its numbers agree', [identity]);
}

function findReturn(context: StepContext): Finding {
  const left = lastEvidence(context, 'absence');
  const returned = lastEvidence(context, 'return');
  if (left?.data.left !== true || !returned) return Finding.undecided('left-and-returned', 'verify.inconclusive', []);
  return Finding.proven('left-and-returned', 'left the bus and returned', [left, returned]);
}
