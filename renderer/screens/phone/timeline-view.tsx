import './timeline.css';
import type { ReactNode } from 'react';
import type { RecordedTime } from '../../../domain/report.ts';
import { Mark } from '../../parts/mark.tsx';
import type { MarkName } from '../../parts/mark-shapes.ts';
import { showSpan } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';
import type { Stage, StageLine, StageOutcome } from './timeline-of.ts';

// A stage that is done is no pass: green stays with the verdict.
const TONES: Readonly<Record<StageOutcome, string>> = {
  done: 'tone-work',
  running: 'tone-work',
  'not-run': 'tone-quiet',
  failed: 'tone-bad',
  unknown: 'tone-bad',
};
const MARKS: Readonly<Record<StageOutcome, MarkName>> = {
  done: 'check',
  running: 'play',
  'not-run': 'ready',
  failed: 'fail',
  unknown: 'unknown',
};
const LINE_MARKS: Readonly<Record<StageLine['kind'], MarkName>> = {
  act: 'user',
  evidence: 'info',
  identity: 'phone',
  finding: 'verify',
};

/** A moment of the ledger in the workstation's own clock, hours to seconds; null when it cannot be read. */
export function clockText(moment: Pick<RecordedTime, 'at' | 'offsetMinutes'>): string | null {
  const localMs = Date.parse(moment.at) + moment.offsetMinutes * 60_000;
  return Number.isNaN(localMs) ? null : new Date(localMs).toISOString().slice(11, 19);
}

/** The stages of a job one below the other, each with its time, its end, and what was seen. */
export function TimelineView({ stages }: { readonly stages: readonly Stage[] }): ReactNode {
  return (
    <ol className="timeline">
      {stages.map((stage) => (
        <StageItem key={stage.id} stage={stage} />
      ))}
    </ol>
  );
}

function StageItem({ stage }: { readonly stage: Stage }): ReactNode {
  const { say, sayError } = useText();
  const { outcome, title, remark, lines, error } = stage;
  const told = error ? sayError(error) : null;
  return (
    <li className={`stage ${TONES[outcome]}${outcome === 'not-run' ? ' stage-later' : ''}`}>
      <span className="stage-mark">
        <Mark name={MARKS[outcome]} />
      </span>
      <div className="stage-words">
        <p className="stage-title">
          <strong>{title}</strong>
          <span className="stage-outcome">{say(`phone.outcome.${outcome}`)}</span>
          <span className="stage-time num">{timeText(stage)}</span>
        </p>
        {remark ? <p className="stage-remark">{remark}</p> : null}
        {told ? (
          <p className="stage-error">
            {told.title} {told.action}
          </p>
        ) : null}
        {lines.length > 0 ? (
          <ul className="stage-lines">
            {lines.map(({ kind, text, isBad, at }) => (
              <li key={`${kind} ${at ?? ''} ${text}`} className={isBad ? 'stage-line-bad' : ''}>
                <Mark name={isBad ? 'warn' : LINE_MARKS[kind]} />
                {text}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

function timeText({ started, ended }: Stage): string {
  const from = started && clockText(started);
  const to = ended && clockText(ended);
  if (!from) return '';
  if (!to || !started || !ended) return from;
  const span = Date.parse(ended.at) - Date.parse(started.at);
  return `${from} – ${to} (${showSpan(Math.max(0, span))})`;
}
