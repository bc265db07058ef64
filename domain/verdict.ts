import { type ClosingKind, type Plan, type RuleId, rulesOf } from './erasure.ts';
import type { Evidence } from './evidence.ts';
import { Finding, type FindingOutcome } from './proof.ts';
import { witnessesOf } from './witnesses.ts';

/** How a pass was reached; the two are never mixed in words. */
export type VerdictKind = 'machine-proven' | 'person-attested';

/** What a reviewer saw and who that was; `authenticated` when the reviewer had logged in, otherwise the name is declared. */
export interface ReviewerWords {
  readonly reviewer: string;
  readonly operator: string;
  readonly saw: string;
  readonly authenticated?: true;
}

/** The second look by a person, or the statement that the shop works without one. */
export type Review =
  | ({ readonly is: 'accepted' } & ReviewerWords)
  | ({ readonly is: 'rejected' } & ReviewerWords)
  | { readonly is: 'switched-off' }
  | { readonly is: 'not-made' };

/** One rule that is not proven, and why. */
export interface Gap {
  readonly rule: RuleId;
  readonly outcome: Exclude<FindingOutcome, 'pass'>;
  readonly reason: string;
}

/** Tells whether all of these are findings that a verification made; a look-alike is none. */
export function areGenuine(findings: readonly unknown[]): boolean {
  return findings.every((finding) => Finding.isGenuine(finding));
}

/**
 * The rules of a plan that the findings leave unproven: a rule without a finding is inconclusive, one failure outweighs
 * any number of passes, and one undecided finding outweighs a pass.
 */
export function gapsOf(plan: Plan, findings: readonly Finding[]): readonly Gap[] {
  const genuine = findings.filter((finding) => Finding.isGenuine(finding));
  const gaps: Gap[] = [];
  for (const finding of genuine.filter((f) => f.outcome === 'fail')) {
    gaps.push({ rule: finding.rule, outcome: 'fail', reason: finding.reason });
  }
  for (const rule of rulesOf(plan)) {
    const ours = genuine.filter((finding) => finding.rule === rule);
    const undecided = ours.find((finding) => finding.outcome === 'inconclusive');
    if (ours.length === 0) gaps.push({ rule, outcome: 'inconclusive', reason: 'verify.inconclusive' });
    else if (undecided) gaps.push({ rule, outcome: 'inconclusive', reason: undecided.reason });
  }
  return gaps;
}

/**
 * What is concluded of a job. A pass cannot be constructed: it comes out of `Verdict.of` only, from minted findings for
 * every rule of the plan and from a review by another person.
 */
export class Verdict {
  readonly #decided = true;
  readonly outcome: FindingOutcome;
  readonly kind: VerdictKind | null;
  readonly gaps: readonly Gap[];

  private constructor(outcome: FindingOutcome, kind: VerdictKind | null, gaps: readonly Gap[]) {
    this.outcome = outcome;
    this.kind = kind;
    this.gaps = gaps;
  }

  /** Tells whether a value is a verdict that was decided here. */
  static isGenuine(candidate: unknown): candidate is Verdict {
    return candidate instanceof Verdict && #decided in candidate;
  }

  /** Decides a job from its plan, its findings, its review and all its evidence; anything unknown makes it inconclusive, never a pass. */
  static of(plan: Plan, findings: readonly Finding[], review: Review, evidence: readonly Evidence[]): Verdict {
    const gaps = gapsOf(plan, findings);
    if (gaps.some((gap) => gap.outcome === 'fail')) return new Verdict('fail', null, gaps);
    if (gaps.length > 0 || rulesOf(plan).length === 0) return new Verdict('inconclusive', null, gaps);
    const closing = closingGap(plan, findings, review, evidence);
    if (closing) return new Verdict(closing.outcome, null, [closing]);
    return new Verdict('pass', isClosedByMachine(plan.closing, findings) ? 'machine-proven' : 'person-attested', []);
  }

  /** The verdict of a job that ended before it could be judged; `rule` is the one that it broke on, if it was a rule. */
  static ofEnded(outcome: 'fail' | 'inconclusive', reason: string, rule: RuleId = 'closing-proof'): Verdict {
    return new Verdict(outcome, null, [{ rule, outcome, reason }]);
  }
}

/**
 * Tells whether a job was closed by what the program read. Where its plan leaves that open, the weakest finding decides: one
 * person's word among them, or none at all, makes it a person's.
 */
export function isClosedByMachine(closing: ClosingKind, findings: readonly Pick<Finding, 'rule' | 'by'>[]): boolean {
  if (closing !== 'machine-or-two-persons') return closing === 'machine';
  const proofs = findings.filter(({ rule }) => rule === 'closing-proof');
  return proofs.length > 0 && proofs.every(({ by }) => by === 'machine');
}

function closingGap(
  plan: Plan,
  findings: readonly Finding[],
  review: Review,
  evidence: readonly Evidence[],
): Gap | null {
  const rule: RuleId = 'closing-proof';
  const closing = findings.filter((finding) => finding.rule === rule);
  if (closing.length === 0) return { rule, outcome: 'inconclusive', reason: 'verify.inconclusive' };
  if (review.is === 'rejected') return { rule, outcome: 'fail', reason: 'review.rejected' };
  const isByMachine = isClosedByMachine(plan.closing, findings);
  if (isByMachine) {
    const byPersonOnly = closing.every((finding) => finding.by === 'person');
    if (byPersonOnly) return { rule, outcome: 'inconclusive', reason: 'verify.inconclusive' };
    if (review.is === 'switched-off') return null;
  }
  if (review.is !== 'accepted') return { rule, outcome: 'inconclusive', reason: 'verify.inconclusive' };
  const all = [...evidence, ...findings.flatMap((finding) => finding.evidence)];
  return isByAnother(review, isByMachine, all) ? null : { rule, outcome: 'inconclusive', reason: 'review.same-person' };
}

/** Tells whether a review is another person's than the operator's and, where no machine closed the job, than those on whose word it rests. */
export function isByAnother(
  { reviewer, operator }: Pick<ReviewerWords, 'reviewer' | 'operator'>,
  isByMachine: boolean,
  evidence: readonly Evidence[],
): boolean {
  const own = isByMachine ? [operator] : [operator, ...witnessesOf(evidence)];
  return !own.some((one) => isSamePerson(reviewer, one));
}

/** Tells whether two logins are one person's: the same text after trimming and case folding (NFKC). */
export function isSamePerson(one: string, other: string): boolean {
  const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
  return fold(one) === fold(other);
}
