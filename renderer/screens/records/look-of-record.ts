import type { RecordFound } from '../../../domain/record-view.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import { lookOfJob, type StateLook } from '../../parts/state-look.ts';

/** How a record looks in a list; green needs the state and the verdict, as everywhere. */
export function lookOfFound({ state, outcome }: Pick<RecordFound, 'state' | 'outcome'>): StateLook {
  return lookOfJob({ state, verdict: outcome && { outcome, kind: null, grade: null } });
}

/** How a record looks once it was read: a pass that its own entries do not support is never green. */
export function lookOfContent({
  jobState,
  outcome,
  doubts,
}: Pick<CertificateContent, 'jobState' | 'outcome' | 'doubts'>): StateLook {
  const isSupported = outcome === 'pass' && doubts.length === 0;
  const verdict = { outcome: isSupported ? outcome : ('inconclusive' as const), kind: null, grade: null };
  return lookOfJob({ state: jobState ?? 'interrupted', verdict });
}
