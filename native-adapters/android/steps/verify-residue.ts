import type { StepContext } from '../../../domain/adapter.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';

// What a seller's phone always has and the shell of every Android version may count. The others (call log, messages on a
// tablet, a dictionary that a maker left out) may be unreadable on a sound phone and are printed as not examined.
const MUST_BE_READABLE = ['contacts', 'media', 'accounts', 'users'] as const;

/** Judges whether every readable source of user data is empty; a core source that could not be read leaves it undecided. */
export function judgeResidue(context: StepContext): Finding {
  const residue = lastEvidence(context, 'residue');
  const found = residue?.data.found;
  if (!residue || typeof found !== 'object' || found === null || Array.isArray(found)) {
    return Finding.undecided('residue-clear', 'verify.inconclusive', []);
  }
  const counts = Object.values(found);
  if (counts.some((count) => typeof count === 'number' && count > 0)) {
    return Finding.failed('residue-clear', 'verify.data-found', [residue]);
  }
  const isWhole = MUST_BE_READABLE.every((source) => Object.hasOwn(found, source));
  if (!isWhole || counts.some((count) => count !== 0)) {
    return Finding.undecided('residue-clear', 'verify.inconclusive', [residue]);
  }
  return Finding.proven('residue-clear', 'all readable sources are empty', [residue]);
}
