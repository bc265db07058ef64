import type { ReactNode } from 'react';
import { actWords } from '../../../domain/certificate-words.ts';
import type { JobView } from '../../../domain/window-state.ts';
import { Notice } from '../../parts/notice.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { showBytes, showPercent, showSpan, showSpeed } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';

type ProgressOfJob = NonNullable<JobView['progress']>;

/** The step in hand and how far it has come; full is not finished, so no word here says so. */
export function ProgressView({ job }: { readonly job: JobView }): ReactNode {
  const { say, language } = useText();
  const { step, progress } = job;
  if (!step && !progress) return null;
  const isLate = progress?.stage === 'waiting-attention';
  return (
    <section className={`phone-progress${isLate ? ' tone-person' : ''}`} aria-label={say('phone.progress')}>
      {isLate ? <Notice kind="warn" title={say('stage.waiting-attention')} /> : null}
      {step ? (
        <p className="phone-step">
          {say('phone.step', { at: step.at, of: step.of, act: actWords(language, step.act) })}
        </p>
      ) : null}
      {progress ? <Figures progress={progress} /> : null}
    </section>
  );
}

/** What is so at this stage, in figures; a stage that has a notice of its own is not said twice. */
function Figures({ progress }: { readonly progress: ProgressOfJob }): ReactNode {
  const { say } = useText();
  const part = progress.total ? progress.done / progress.total : null;
  return (
    <>
      <ProgressBar part={part} label={say(`stage.${progress.stage}`)} />
      <p className="phone-figures num">
        {progress.stage === 'waiting-attention' ? null : <span>{say(`stage.${progress.stage}`)}</span>}
        {part === null ? null : <strong>{showPercent(part)}</strong>}
        {progress.done > 0 || progress.total ? <span>{amountText(progress)}</span> : null}
        {progress.bytesPerSecond === null ? null : <span>{showSpeed(progress.bytesPerSecond)}</span>}
        {progress.remainingMs === null ? null : (
          <span>{say('phone.remaining', { span: showSpan(progress.remainingMs) })}</span>
        )}
      </p>
    </>
  );
}

function amountText({ done, total }: ProgressOfJob): string {
  return total ? `${showBytes(done)} / ${showBytes(total)}` : showBytes(done);
}
