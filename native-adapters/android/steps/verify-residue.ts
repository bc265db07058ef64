import type { StepContext } from '../../../domain/adapter.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from './last-evidence.ts';

/** Judges whether every readable source of user data is empty; nothing readable at all is undecided. */
export function judgeResidue(context: StepContext): Finding {
  const residue = lastEvidence(context, 'residue');
  const found = residue?.data.found;
  if (!residue || typeof found !== 'object' || found === null) {
    return Finding.undecided('residue-clear', 'verify.inconclusive', []);
  }
  const counts = Object.values(found);
  if (counts.some((count) => count !== 0)) return Finding.failed('residue-clear', 'verify.data-found', [residue]);
  if (counts.length === 0) return Finding.undecided('residue-clear', 'verify.inconclusive', [residue]);
  return Finding.proven('residue-clear', 'all readable sources are empty', [residue]);
}
