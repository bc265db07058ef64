import type { ReactNode } from 'react';
import { isEnded } from '../../../domain/job.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import { isErased, isGreen, type JobView } from '../../../domain/window-state.ts';
import { Notice } from '../../parts/notice.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { lookOfJob } from '../../parts/state-look.ts';
import { useText } from '../../use-text.ts';
import { SaleGate } from '../chip/sale-gate.tsx';
import { reasonText } from './phone-words.ts';

/** How an ended job ended: a pass with its kind and grade, or that the phone is not erased, why, and what to do next. */
export function VerdictView(props: {
  readonly job: JobView;
  readonly content: CertificateContent | null;
  /** The state in large letters, where nothing else shows it. */
  readonly hasBadge?: boolean;
}): ReactNode {
  const { job, content, hasBadge = false } = props;
  const { say } = useText();
  if (!isEnded(job.state)) return null;
  const look = lookOfJob(job);
  const hasErased = isErased(job);
  return (
    <section className={`verdict tone-${hasErased ? look.tone : 'bad'}`} aria-label={say('phone.stage.verdict')}>
      <div className="verdict-head">
        {hasBadge ? <StateBadge look={look} strong /> : null}
        {hasErased && !isGreen(job) ? <strong>{say('chip.storage-passed')}</strong> : null}
        {job.verdict?.kind && hasErased ? <strong>{say(`verdict.kind.${job.verdict.kind}`)}</strong> : null}
        {job.verdict?.grade ? <span>{`${say('certificate.grade')} ${say(`grade.${job.verdict.grade}`)}`}</span> : null}
      </div>
      {hasErased ? <Erased job={job} content={content} /> : <NotErased job={job} content={content} />}
    </section>
  );
}

/** Storage that passed, with the chip beside it: the paper's headline only where nothing stands in the way of a sale. */
function Erased({ job, content }: { readonly job: JobView; readonly content: CertificateContent | null }): ReactNode {
  const { say } = useText();
  if (isGreen(job)) return <p>{content ? say(`certificate.headline.${content.headline}`) : null}</p>;
  return <SaleGate chip={job.chip} />;
}

function NotErased({
  job,
  content,
}: {
  readonly job: JobView;
  readonly content: CertificateContent | null;
}): ReactNode {
  const texts = useText();
  const { say, sayError } = texts;
  const told = job.reason && sayError(job.reason);
  return (
    <>
      <Notice kind="danger" title={say('terminal.not-erased')}>
        {told ? (
          <>
            <strong>{told.title}</strong>
            <br />
            {told.action}
          </>
        ) : (
          say('certificate.do-not-sell')
        )}
      </Notice>
      {content && content.gaps.length + content.doubts.length > 0 ? (
        <>
          <h3>{say('phone.gaps')}</h3>
          <ul className="bullets">
            {content.gaps.map(({ rule, outcome, reason }) => (
              <li key={`${rule} ${reason}`}>
                <strong>{say(`rule.${rule}`)}</strong>: {say(`phone.rule.${outcome}`)} ({reasonText(texts, reason)})
              </li>
            ))}
            {content.doubts.map((doubt) => (
              <li key={doubt}>{say(`doubt.${doubt}`)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
