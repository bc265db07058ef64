import '../phone/phone.css';
import './review.css';
import { type ReactNode, useState } from 'react';
import type { JobId } from '../../../domain/ids.ts';
import type { JobView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { useText } from '../../use-text.ts';
import { jobPhoneName, plainNumber } from '../phone/phone-words.ts';
import { VerdictView } from '../phone/verdict-view.tsx';
import { LookForm } from './look-form.tsx';
import { type Waiting, waitingByScan, waitingJobs } from './review-queue.ts';
import { useReviewer } from './reviewer.tsx';

interface Chosen {
  readonly job: JobId;
  /** What was scanned to choose it, which then need not be read twice. */
  readonly number: string | null;
}

/** The sheet of the second person: who waits, one look at a time, and what came of it. */
export function ReviewSheet({ jobs }: { readonly jobs: readonly JobId[] }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const state = useShelf((shelf) => shelf.state);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [decided, setDecided] = useState<JobView | null>(null);
  const close = (): void => store.setState({ sheet: null });
  const queue = state ? waitingJobs(state, jobs) : [];
  const only = queue.length === 1 ? queue[0] : undefined;
  const job = chosen ? queue.find((one) => one.job.id === chosen.job) : only;
  if (decided) {
    const next = (): void => {
      setDecided(null);
      setChosen(null);
    };
    return <Decided job={decided} hasMore={queue.length > 0} onNext={next} onClose={close} />;
  }
  const head = (
    <>
      {queue.length === 0 ? <Notice kind="info" title={say('review.empty')} /> : null}
      {queue.length > 1 ? <Queue queue={queue} chosen={job?.job.id ?? null} onChoose={setChosen} /> : null}
    </>
  );
  if (job) {
    const scanned = chosen?.number ?? null;
    return (
      <LookForm
        key={`${job.job.id} ${scanned}`}
        {...{ waiting: job, scanned, head }}
        onDecided={setDecided}
        onClose={close}
      />
    );
  }
  return (
    <Sheet wide title={say('review.title')} onClose={close}>
      <div className="phone-stack">{head}</div>
    </Sheet>
  );
}

interface QueueProps {
  readonly queue: readonly Waiting[];
  readonly chosen: JobId | null;
  readonly onChoose: (chosen: Chosen) => void;
}

function Queue({ queue, chosen, onChoose }: QueueProps): ReactNode {
  const { say } = useText();
  const [isUnknown, setUnknown] = useState(false);
  const scan = (text: string): void => {
    const found = waitingByScan(queue, text);
    setUnknown(found === null);
    if (found) onChoose({ job: found.job.id, number: found.job.imei === plainNumber(text) ? plainNumber(text) : null });
  };
  return (
    <section className="phone-stack" aria-labelledby="review-queue">
      <h3 id="review-queue">{say('review.queue', { count: queue.length })}</h3>
      <ScannerField label={say('review.scan')} onRead={scan} autoFocus={chosen === null} />
      {isUnknown ? <Notice kind="warn" title={say('review.scan.nothing')} /> : null}
      <ul className="review-queue">
        {queue.map((one) => (
          <QueueEntry key={one.job.id} waiting={one} isChosen={one.job.id === chosen} onChoose={onChoose} />
        ))}
      </ul>
    </section>
  );
}

function QueueEntry(props: {
  readonly waiting: Waiting;
  readonly isChosen: boolean;
  readonly onChoose: (chosen: Chosen) => void;
}): ReactNode {
  const { job, port } = props.waiting;
  const texts = useText();
  const { say } = texts;
  const reviewer = useReviewer(job);
  return (
    <li>
      <Button kind={props.isChosen ? 'primary' : 'plain'} onPress={() => props.onChoose({ job: job.id, number: null })}>
        <strong>{port ?? say('review.no-port')}</strong> {jobPhoneName(texts, job)}
        {reviewer.is === 'same' || reviewer.is === 'witness' ? (
          <span className="review-not-you">{say('review.queue.not-you', { name: reviewer.account.name })}</span>
        ) : null}
      </Button>
    </li>
  );
}

function Decided(props: {
  readonly job: JobView;
  readonly hasMore: boolean;
  readonly onNext: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { job, hasMore, onNext, onClose } = props;
  const texts = useText();
  const foot = (
    <>
      <Button onPress={onClose} autoFocus={!hasMore}>
        {texts.say('review.back')}
      </Button>
      {hasMore ? (
        <Button kind="primary" onPress={onNext} autoFocus>
          {texts.say('review.next')}
        </Button>
      ) : null}
    </>
  );
  return (
    <Sheet wide title={texts.say('review.decided')} onClose={onClose} foot={foot}>
      <div className="phone-stack">
        <p className="review-phone">{jobPhoneName(texts, job)}</p>
        <VerdictView job={job} content={null} hasBadge />
      </div>
    </Sheet>
  );
}
