import type { ReactNode } from 'react';
import { actWords } from '../../../domain/certificate-words.ts';
import type { JobView } from '../../../domain/window-state.ts';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { showBytes, showPercent, showSpan, showSpeed } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';

/** The step in hand and how far it has come; full is not finished, so no word here says so. */
export function ProgressView({ job }: { readonly job: JobView }): ReactNode {
  const { say, language } = useText();
  const { step, progress } = job;
  if (!step && !progress) return null;
  const part = progress?.total ? progress.done / progress.total : null;
  return (
    <section className="phone-progress" aria-label={say('phone.progress')}>
      {step ? (
        <p className="phone-step">
          {say('phone.step', { at: step.at, of: step.of, act: actWords(language, step.act) })}
        </p>
      ) : null}
      {progress ? (
        <>
          <ProgressBar part={part} label={say(`stage.${progress.stage}`)} />
          <p className="phone-figures num">
            <span>{say(`stage.${progress.stage}`)}</span>
            {part === null ? null : <strong>{showPercent(part)}</strong>}
            {progress.done > 0 || progress.total ? <span>{amountText(progress)}</span> : null}
            {progress.bytesPerSecond === null ? null : <span>{showSpeed(progress.bytesPerSecond)}</span>}
            {progress.remainingMs === null ? null : (
              <span>{say('phone.remaining', { span: showSpan(progress.remainingMs) })}</span>
            )}
          </p>
        </>
      ) : null}
    </section>
  );
}

function amountText({ done, total }: NonNullable<JobView['progress']>): string {
  return total ? `${showBytes(done)} / ${showBytes(total)}` : showBytes(done);
}
