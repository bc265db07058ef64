import type { StepContext } from '../../domain/adapter.ts';
import type { Evidence } from '../../domain/evidence.ts';

/** The last evidence of a kind in this job, or null. */
export function lastEvidence(context: StepContext, kind: Evidence['kind']): Evidence | null {
  return context.evidence.findLast((evidence) => evidence.kind === kind) ?? null;
}
