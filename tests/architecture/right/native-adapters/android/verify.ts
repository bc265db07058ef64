import { type Finding, mintFinding } from '../../domain/proof.ts';

/** Returns a finding for what the phone answered. */
export function verifyPhone(answer: string): Finding {
  return mintFinding(answer === 'reset');
}
