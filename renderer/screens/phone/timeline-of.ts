import { actWords } from '../../../domain/certificate-words.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { EntryView, RecordView } from '../../../domain/record-view.ts';
import type { CertifiedStep, RecordedTime } from '../../../domain/report.ts';
import type { JobView } from '../../../domain/window-state.ts';
import type { Texts } from '../../use-text.ts';
import { entriesOfKind } from './entry-bodies.ts';
import { evidenceText, sameText } from './evidence-words.ts';
import { reasonText, sawText } from './phone-words.ts';

/** How a stage stands: `running` and `not-run` are neither good nor bad. */
export type StageOutcome = 'done' | 'failed' | 'unknown' | 'not-run' | 'running';

/** One sentence under a stage: what a person did, what was seen, whether it was the same phone, or what was found. */
export interface StageLine {
  readonly kind: 'act' | 'evidence' | 'identity' | 'finding';
  readonly text: string;
  /** Null where the ledger gives none. */
  readonly at: string | null;
  readonly isBad: boolean;
}

/** One stage of a job as the ledger tells it. */
export interface Stage {
  readonly id: string;
  readonly title: string;
  /** Who does it and of what kind it is. */
  readonly remark: string;
  readonly outcome: StageOutcome;
  readonly started: RecordedTime | null;
  readonly ended: RecordedTime | null;
  readonly lines: readonly StageLine[];
  readonly error: RecordedError | null;
}

/** The stages of a record in their order: plan and consent, every step of the plan also before its turn, the second person, the verdict, issued papers. */
export function timelineOf(texts: Texts, { content, entries }: RecordView, job: JobView): readonly Stage[] {
  const steps = content.steps.map((step) => stepStage(texts, step, { entries, job }));
  return [draftStage(texts, { content, entries }), ...steps, ...endStages(texts, { content, entries }, job)];
}

type Told = Pick<RecordView, 'content' | 'entries'>;

const stage = (id: string, title: string, rest: Partial<Stage>): Stage => ({
  id,
  title,
  remark: '',
  outcome: 'done',
  started: null,
  ended: null,
  lines: [],
  error: null,
  ...rest,
});

function draftStage({ say }: Texts, { content }: Told): Stage {
  const { consent, operator, times } = content;
  const line = (text: string): StageLine => ({ kind: 'act', text, at: null, isBad: false });
  const agreed = consent
    ? [
        `${say('certificate.field.consent')}: ${say(`certificate.consent.${consent.deletion}`)}`,
        `${say('certificate.field.identity-check')}: ${say(`certificate.consent.${consent.identityCheck}`)}`,
        `${say('certificate.field.told-no-overwrite')}: ${say(`certificate.consent.${consent.toldNoOverwrite}`)}`,
      ]
    : [say('phone.stage.no-consent')];
  return stage(':draft', say('phone.stage.draft'), {
    remark: operator ?? say('certificate.value.unknown'),
    outcome: consent ? 'done' : 'not-run',
    started: times.drafted,
    lines: agreed.map(line),
  });
}

function stepStage(
  texts: Texts,
  step: CertifiedStep,
  told: Pick<RecordView, 'entries'> & { readonly job: JobView },
): Stage {
  const { say } = texts;
  const isRunning = step.outcome === 'unknown' && step.ended === null && told.job.step?.id === step.id;
  const remark = [say(`certificate.value.${step.by === 'operator' ? 'person' : 'machine'}`)];
  if (step.strength) remark.push(say(`strength.${step.strength}`));
  return stage(step.id, actWords(texts.language, step.act), {
    remark: remark.join(' · '),
    outcome: isRunning ? 'running' : step.outcome,
    started: step.started,
    ended: step.ended,
    lines: stepLines(texts, step, told.entries),
    error: step.error,
  });
}

function stepLines(texts: Texts, step: CertifiedStep, entries: readonly EntryView[]): readonly StageLine[] {
  const { say } = texts;
  const acts = step.acts.map(
    ({ instruction, operator, saw, time }): StageLine => ({
      kind: 'act',
      text: actText(texts, { who: operator, what: say(`certificate.acted.${instruction}`), saw }),
      at: time.at,
      isBad: false,
    }),
  );
  const evidence = entriesOfKind(entries, 'evidence-recorded')
    .filter(({ body }) => body.step === step.id)
    .flatMap(({ body, at }): readonly StageLine[] =>
      body.evidence ? [{ kind: 'evidence', text: evidenceText(texts, body.evidence), at, isBad: false }] : [],
    );
  const identities = entriesOfKind(entries, 'identity-confirmed')
    .filter(({ body }) => body.step === step.id)
    .map(
      ({ body, at }): StageLine => ({
        kind: 'identity',
        text: say('phone.evidence.identity', { result: sameText(texts, body.result ?? null) }),
        at,
        isBad: body.result !== 'same',
      }),
    );
  return [...acts, ...evidence, ...identities, ...findingLines(texts, step, entries)].toSorted((a, b) =>
    (a.at ?? '').localeCompare(b.at ?? ''),
  );
}

function actText({ say, ...texts }: Texts, { who, what, saw }: { who: string; what: string; saw: string }): string {
  const seen = saw === 'done' ? '' : sawText({ say, ...texts }, saw);
  return seen === '' ? say('phone.act', { who, what }) : say('phone.act.saw', { who, what, saw: seen });
}

function findingLines(texts: Texts, step: CertifiedStep, entries: readonly EntryView[]): readonly StageLine[] {
  return entriesOfKind(entries, 'finding-made')
    .filter(({ body }) => body.step === step.id)
    .flatMap(({ body: { rule, outcome, reason }, at }): readonly StageLine[] => {
      if (!rule || !outcome) return [];
      const words = `${texts.say(`rule.${rule}`)}: ${texts.say(`phone.rule.${outcome}`)}`;
      const because = reason ? ` (${reasonText(texts, reason)})` : '';
      return [{ kind: 'finding', text: `${words}${because}`, at, isBad: outcome !== 'pass' }];
    });
}

function endStages(texts: Texts, { content, entries }: Told, job: JobView): readonly Stage[] {
  const { say } = texts;
  const issued = entriesOfKind(entries, 'certificate-issued').map(({ body, at }, index) =>
    stage(`:issue-${index}`, say('phone.stage.issued'), {
      remark: say(`certificate.issue.${body.issue === 'reprint' ? 'reprint' : 'original'}`, {
        number: body.number ?? 0,
      }),
      started: { at, offsetMinutes: 0, clock: '' },
    }),
  );
  return [reviewStage(texts, content, job), verdictStage(texts, content), ...issued];
}

function reviewStage({ say, ...texts }: Texts, { review }: Told['content'], job: JobView): Stage {
  const title = say('phone.stage.review');
  if (review.is === 'switched-off')
    return stage(':review', title, { outcome: 'not-run', remark: say('certificate.review.switched-off') });
  if (review.is === 'not-made') {
    const isWaiting = job.state === 'awaiting-review';
    const remark = say(isWaiting ? 'state.awaiting-review' : 'certificate.review.not-made');
    return stage(':review', title, { outcome: isWaiting ? 'running' : 'not-run', remark });
  }
  const { reviewer, operator, saw } = review;
  const seen = sawText({ say, ...texts }, saw);
  return stage(':review', title, {
    outcome: review.is === 'accepted' ? 'done' : 'failed',
    remark: say(`certificate.review.${review.is}`, { reviewer, operator }),
    lines: [
      {
        kind: 'act',
        text: say('phone.act.saw', { who: reviewer, what: say('certificate.acted.look-at-screen'), saw: seen }),
        at: null,
        isBad: false,
      },
    ],
  });
}

function verdictStage({ say }: Texts, { outcome, headline, times, error }: Told['content']): Stage {
  const isDecided = times.decided !== null;
  const outcomes = { pass: 'done', fail: 'failed', inconclusive: 'unknown' } as const;
  return stage(':verdict', say('phone.stage.verdict'), {
    outcome: isDecided ? outcomes[outcome] : 'not-run',
    remark: isDecided ? say(`certificate.headline.${headline}`) : say('certificate.value.no-verdict'),
    started: times.decided,
    error: isDecided && outcome !== 'pass' ? error : null,
  });
}
