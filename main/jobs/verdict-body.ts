import type { EntryBodies } from '../../domain/entry-kinds.ts';
import type { Plan } from '../../domain/erasure.ts';
import type { Evidence, OverwriteFigures } from '../../domain/evidence.ts';
import { gradeCaps, gradeFactsOf, gradeOf } from '../../domain/grade.ts';
import type { Review, Verdict } from '../../domain/verdict.ts';
import type { Job } from './job.ts';

const NO_PLAN: Plan = {
  adapter: 'none',
  rung: 'cannot-erase',
  purpose: 'inspection',
  steps: [],
  closing: 'two-persons',
  overwrites: false,
  notCovered: [],
};

function figuresOf(evidence: readonly Evidence[]): OverwriteFigures | null {
  const figures = evidence.findLast((one) => one.kind === 'overwrite')?.data.figures;
  return figures ? (figures as unknown as OverwriteFigures) : null;
}

function hostSampleOf(evidence: readonly Evidence[]): boolean | null {
  const sample = evidence.findLast((one) => one.kind === 'host-sample');
  if (!sample) return null;
  const { samples, wanted, equal } = sample.data;
  return Number(samples) > 0 && samples === wanted && equal === samples;
}

/** Tells whether nothing but a person's eyes closed the job; a plan that leaves that open is closed so where somebody had to look. */
function isByPersonOnly({ closing }: Plan, { kind }: Verdict, evidence: readonly Evidence[]): boolean {
  if (closing !== 'machine-or-two-persons') return closing === 'two-persons';
  if (kind !== null) return kind === 'person-attested';
  return evidence.some((one) => one.kind === 'attestation' && one.data.instruction === 'look-at-screen');
}

function notExamined(
  job: Job,
  verdict: Verdict,
  evidence: readonly Evidence[],
  figures: OverwriteFigures | null,
): readonly string[] {
  const unreadable = evidence.findLast((one) => one.kind === 'residue')?.data.unreadable;
  const sources = Array.isArray(unreadable) ? unreadable.map((source) => `not-examined.${String(source)}`) : [];
  const plan = job.plan ?? NO_PLAN;
  return [
    ...plan.notCovered.map((id) => `not-covered.${id}`),
    ...(figures?.fileSystem === 'f2fs' ? ['not-covered.f2fs-small-files'] : []),
    ...(figures?.fileSystem === 'ext4' ? ['not-covered.names-in-journal'] : []),
    'not-examined.deleted-flash-content',
    'not-examined.felica-chip',
    'not-examined.jpki',
    ...(isByPersonOnly(plan, verdict, evidence) ? ['not-examined.closing-by-person-only'] : []),
    ...sources,
  ];
}

/** The verdict as the ledger keeps it: outcome, review, grade with its facts and caps, and what was not examined. */
export function verdictBody(
  job: Job,
  verdict: Verdict,
  review: Review,
  evidence: readonly Evidence[],
): EntryBodies['verdict-reached'] {
  const figures = figuresOf(evidence);
  const facts = gradeFactsOf(job.device, job.plan ?? NO_PLAN, verdict, { figures, hostSample: hostSampleOf(evidence) });
  return {
    outcome: verdict.outcome,
    kind: verdict.kind,
    gaps: verdict.gaps,
    review,
    grade: gradeOf(facts),
    gradeFacts: facts,
    gradeCaps: gradeCaps(facts),
    notExamined: notExamined(job, verdict, evidence, figures),
  };
}
