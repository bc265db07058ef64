import { overwritesOf, unreadableOverwrites } from './certificate-evidence.ts';
import { entriesOf, type ReadEntry, type ReadRecord } from './certificate-record.ts';
import { allowsStart } from './consent.ts';
import type { EntryBodies } from './entry-kinds.ts';
import { isCryptographic, type Plan, rulesOf } from './erasure.ts';
import { gradeOf } from './grade.ts';
import { type JobState, nextJobState } from './job.ts';
import type { Doubt } from './report.ts';
import { isByAnother, isClosedByMachine } from './verdict.ts';

type VerdictBody = EntryBodies['verdict-reached'];

/**
 * Looks for every reason not to head a record 消去証明書. None is left only when the ledger holds the whole road: a plan, a
 * consent, every allowed move up to passed, each step done, each rule proven, one consistent verdict of pass, and nothing against it.
 */
export function doubtsOf(record: ReadRecord): readonly Doubt[] {
  const plan = entriesOf(record, 'job-drafted')[0]?.body.plan ?? null;
  const checks: readonly [Doubt, boolean][] = [
    ['no-plan', plan === null || rulesOf(plan).length === 0 || entriesOf(record, 'job-drafted').length !== 1],
    ['no-consent', plan === null || !hasConsent(record, plan)],
    ['broken-states', walkStates(record) === null],
    ['not-passed', lastState(record) !== 'passed'],
    ...verdictChecks(record, plan),
    ['rule-unproven', plan === null || !provesEveryRule(record, plan)],
    ['step-unfinished', plan === null || !finishedEveryStep(record, plan)],
    ['overwrite-unproven', plan !== null && !agreesOnOverwrite(record, plan)],
    ['another-phone', entriesOf(record, 'identity-confirmed').some(({ body }) => body.result === 'different')],
    ['destruction-ordered', entriesOf(record, 'destruction-ordered').length > 0],
    ['changed-after-verdict', isChangedAfterVerdict(record)],
  ];
  return [...record.doubts, ...checks.filter(([, holds]) => holds).map(([doubt]) => doubt)];
}

/** The state that the record's last move leads to, whether or not the moves before it were allowed; null without any entry. */
export function lastState(record: ReadRecord): JobState | null {
  const moved = entriesOf(record, 'job-moved').at(-1);
  if (moved) return moved.body.to;
  return entriesOf(record, 'job-drafted').length > 0 ? 'drafted' : null;
}

function walkStates(record: ReadRecord): JobState | null {
  let state: JobState = 'drafted';
  for (const { body } of entriesOf(record, 'job-moved')) {
    if (body.from !== state || nextJobState(state, body.event) !== body.to) return null;
    state = body.to;
  }
  return record.entries[0]?.kind === 'job-drafted' ? state : null;
}

function hasConsent(record: ReadRecord, plan: Plan): boolean {
  const consents = entriesOf(record, 'consent-recorded');
  const started = entriesOf(record, 'job-moved').find(({ body }) => body.to === 'performing');
  const [consent] = consents;
  if (consent === undefined || started === undefined) return false;
  const isInTime = consents.every(({ place }) => place < started.place);
  return isInTime && consents.every(({ body }) => body.purpose === plan.purpose && allowsStart(body, plan.overwrites));
}

function verdictChecks(record: ReadRecord, plan: Plan | null): readonly [Doubt, boolean][] {
  const verdicts = entriesOf(record, 'verdict-reached');
  const body = verdicts[0]?.body;
  return [
    ['no-verdict', body === undefined],
    ['two-verdicts', verdicts.length > 1],
    ['verdict-not-pass', body !== undefined && body.outcome !== 'pass'],
    ['verdict-inconsistent', body !== undefined && (plan === null || !agreesWithItself(record, body, plan))],
    ['review-missing', body !== undefined && plan !== null && !isReviewed(record, body, plan)],
  ];
}

function findingsOf(record: ReadRecord) {
  return entriesOf(record, 'finding-made').map(({ body }) => body);
}

function agreesWithItself(record: ReadRecord, body: VerdictBody, plan: Plan): boolean {
  const kind = isClosedByMachine(plan.closing, findingsOf(record)) ? 'machine-proven' : 'person-attested';
  const isPass = body.outcome === 'pass';
  return (
    body.kind === (isPass ? kind : null) &&
    (body.gaps.length === 0) === isPass &&
    body.gradeFacts.outcome === body.outcome &&
    body.gradeFacts.closing === body.kind &&
    body.gradeFacts.rung === plan.rung &&
    body.grade === gradeOf(body.gradeFacts)
  );
}

function isReviewed(record: ReadRecord, { review }: VerdictBody, plan: Plan): boolean {
  const isByMachine = isClosedByMachine(plan.closing, findingsOf(record));
  if (review.is === 'switched-off') return isByMachine;
  const evidence = entriesOf(record, 'evidence-recorded').map(({ body }) => body.evidence);
  return review.is === 'accepted' && isByAnother(review, isByMachine, evidence);
}

function provesEveryRule(record: ReadRecord, plan: Plan): boolean {
  const findings = findingsOf(record);
  if (findings.some((finding) => finding.outcome !== 'pass')) return false;
  const needed = new Set([...rulesOf(plan), 'closing-proof']);
  const isProven = [...needed].every((rule) => findings.some((finding) => finding.rule === rule));
  const closing = findings.filter((finding) => finding.rule === 'closing-proof');
  return isProven && (plan.closing !== 'machine' || closing.some((finding) => finding.by === 'machine'));
}

function finishedEveryStep(record: ReadRecord, plan: Plan): boolean {
  const ends = entriesOf(record, 'step-ended');
  if (ends.some(({ body }) => body.outcome !== 'done')) return false;
  const intents = entriesOf(record, 'step-intended');
  const planned = new Set(plan.steps.map((step) => step.id));
  return (
    planned.size === plan.steps.length &&
    intents.every(({ body }) => planned.has(body.step.id)) &&
    plan.steps.every(({ id }) => {
      const intended = intents.findLast(({ body }) => body.step.id === id);
      const ended = ends.findLast(({ body }) => body.step === id);
      return intended !== undefined && ended !== undefined && intended.place < ended.place;
    })
  );
}

/** What destroys keys alone overwrites nothing: a plan or an evidence that says otherwise is as doubtful as an overwrite without figures. */
function agreesOnOverwrite(record: ReadRecord, plan: Plan): boolean {
  if (isCryptographic(plan.rung)) {
    return !plan.overwrites && overwritesOf(record).length === 0 && unreadableOverwrites(record) === 0;
  }
  return !plan.overwrites || isOverwritten(record);
}

function isOverwritten(record: ReadRecord): boolean {
  const found = overwritesOf(record);
  const isWhole = found.every(({ figures }) => figures.mismatched === 0 && figures.verified > 0 && figures.removed);
  return found.length > 0 && isWhole && unreadableOverwrites(record) === 0;
}

/** After the verdict only the moves that the job's table allows may follow: everything else would be new knowledge. */
function isChangedAfterVerdict(record: ReadRecord): boolean {
  const verdict = entriesOf(record, 'verdict-reached')[0];
  if (verdict === undefined) return false;
  const allowed: ReadonlySet<ReadEntry['kind']> = new Set(['job-moved', 'verdict-reached']);
  return record.entries.some(({ kind, place }) => place > verdict.place && !allowed.has(kind));
}
