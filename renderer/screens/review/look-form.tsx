import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import { type PhoneScreen, platformOf } from '../../../domain/phone-screens.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import type { JobView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { useSheetKeys } from '../../frame/use-sheet-keys.ts';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Sheet } from '../../parts/dialog.tsx';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { type Texts, useText } from '../../use-text.ts';
import { declaredName } from '../consent/orders.ts';
import { jobPhoneName, plainNumber, purposeWords } from '../phone/phone-words.ts';
import { ScreenChoice } from '../phone/question-box.tsx';
import { useRecord } from '../phone/use-record.ts';
import { type NumberAnswer, numberAnswer } from './look-number.ts';
import type { Waiting } from './review-queue.ts';
import { type Reviewer, ReviewerBox, unfitFor, useReviewer } from './reviewer.tsx';

type Look = NonNullable<CallInput<'review-job'>['look']>;

interface LookFormProps {
  readonly waiting: Waiting;
  /** The number by which the phone was chosen, or null. */
  readonly scanned: string | null;
  /** What stands above: who else waits. */
  readonly head: ReactNode;
  readonly onDecided: (job: JobView) => void;
  readonly onClose: () => void;
}

/** One look of the second person: who it is, the number as read from the phone, what its screen shows, and the answer. */
export function LookForm({ waiting, scanned, head, onDecided, onClose }: LookFormProps): ReactNode {
  const { job } = waiting;
  const { workstation } = useDesk();
  const { say } = useText();
  const { record } = useRecord(job);
  const reviewer = useReviewer(job);
  const [declared, setDeclared] = useState('');
  const [number, setNumber] = useState(scanned);
  const [saw, setSaw] = useState<PhoneScreen | null>(null);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const read = number === null ? null : numberAnswer(record?.content ?? null, number);
  const { name, isFit, mayReject } = answering(reviewer, declared, job);
  // Who is to check may scan the phone at once, without going to the field first; a badge would only be another number.
  useSheetKeys({ onScan: (text) => setNumber(plainNumber(text)) });
  const send = async (look: Look | null): Promise<void> => {
    const reply = await workstation.call('review-job', { job: job.id, look });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) onDecided(reply.value);
  };
  const answer = async (accepted: boolean): Promise<void> => {
    if ((accepted ? isFit : mayReject) && number !== null && saw) await send({ saw, number, accepted, declared: name });
  };
  const foot = (
    <LookActs
      isAnswered={number !== null && saw !== null}
      canReject={mayReject && read !== 'invalid'}
      canAccept={isFit && saw === 'setup-screen' && read === 'same'}
      onAnswer={answer}
    />
  );
  return (
    <Sheet wide title={say('review.title')} onClose={onClose} foot={foot}>
      <div className="phone-stack">
        {head}
        <JobFacts waiting={waiting} />
        <WithoutSecond job={job} content={record?.content ?? null} onEnd={() => send(null)} />
        <ReviewerBox job={job} reviewer={reviewer} declared={declared} onDeclared={setDeclared} />
        <NumberRead number={number} answer={read} onRead={setNumber} />
        <ScreenChoice platform={platformOf(job.rung)} value={saw} onChange={setSaw} />
        {saw !== null && saw !== 'setup-screen' ? (
          <Notice kind="warn" title={say('review.accept.needs-setup')} />
        ) : null}
        {refused ? <ErrorNotice error={refused} /> : null}
        <p className="question-hint">
          {say('review.reject.words')} {mayReject && !isFit ? say('review.reject.unfit') : null}
        </p>
      </div>
    </Sheet>
  );
}

function LookActs(props: {
  readonly isAnswered: boolean;
  readonly canReject: boolean;
  readonly canAccept: boolean;
  readonly onAnswer: (accepted: boolean) => Promise<void>;
}): ReactNode {
  const { isAnswered, canReject, canAccept, onAnswer } = props;
  const { say } = useText();
  return (
    <>
      <BusyButton big mark="close" isDisabled={!isAnswered || !canReject} onPress={() => onAnswer(false)}>
        {say('review.reject')}
      </BusyButton>
      <BusyButton kind="primary" big mark="check" isDisabled={!isAnswered || !canAccept} onPress={() => onAnswer(true)}>
        {say('review.accept')}
      </BusyButton>
    </>
  );
}

/** Who answers: the declared name where there are no accounts, and whether that person may confirm the phone, or only refuse it. */
function answering(
  reviewer: Reviewer,
  declared: string,
  job: JobView,
): { readonly name: Look['declared']; readonly isFit: boolean; readonly mayReject: boolean } {
  if (reviewer.is === 'declared') {
    const name = declaredName(declared);
    return { name, isFit: name !== null && unfitFor(name, job) === null, mayReject: name !== null };
  }
  const isFit = reviewer.is === 'fit';
  return { name: null, isFit, mayReject: isFit || ('mayReject' in reviewer && reviewer.mayReject) };
}

/** The phone's number is not shown here: who checks reads it from the phone. */
function JobFacts({ waiting: { job, port } }: { readonly waiting: Waiting }): ReactNode {
  const texts: Texts = useText();
  const { say } = texts;
  return (
    <KeyValueList
      facts={[
        {
          key: say('certificate.field.port'),
          value: <strong className="review-port">{port ?? say('review.no-port')}</strong>,
        },
        { key: say('certificate.field.model'), value: jobPhoneName(texts, job) },
        { key: say('certificate.field.purpose'), value: purposeWords(texts, job.purpose, job.rung) },
        { key: say('certificate.field.operator'), value: job.operator },
        { key: say('certificate.field.record'), value: <span className="code">{job.record}</span> },
      ]}
    />
  );
}

/** The field stays where it is, so that a second reading simply takes the place of the first. */
function NumberRead(props: {
  readonly number: string | null;
  readonly answer: NumberAnswer | null;
  readonly onRead: (number: string) => void;
}): ReactNode {
  const { number, answer, onRead } = props;
  const { say } = useText();
  return (
    <div className="phone-stack">
      <div>
        <p className="field-label">{say('review.number')}</p>
        <ScannerField
          label={say('review.number')}
          hint={say('review.number.hint')}
          onRead={(text) => onRead(plainNumber(text))}
        />
      </div>
      {number === null ? null : (
        <p className="review-number code" role="status">
          {say('review.number.read', { number })}
        </p>
      )}
      {answer === 'invalid' ? <ErrorNotice kind="warn" error={{ code: 'imei.invalid', facts: {} }} /> : null}
      {answer === 'other' ? <Notice kind="danger" title={say('review.number.other')} /> : null}
    </div>
  );
}

/** In a shop without a second person: what ending without a look will say on paper, before it is done. */
function WithoutSecond(props: {
  readonly job: JobView;
  readonly content: CertificateContent | null;
  readonly onEnd: () => Promise<void>;
}): ReactNode {
  const { job, content, onEnd } = props;
  const { say } = useText();
  const isOff = useShelf(({ state }) => state?.settings.secondPerson === 'switched-off');
  if (!isOff) return null;
  const act = (
    <BusyButton kind="danger" onPress={onEnd}>
      {say('review.switched-off.do')}
    </BusyButton>
  );
  return (
    <Notice kind="warn" title={say('review.switched-off')} acts={act}>
      <p>{say('review.switched-off.words')}</p>
      {needsTwo(job, content) ? <p>{say('review.switched-off.two-persons')}</p> : null}
    </Notice>
  );
}

/** Whether only two persons can close the job: by its plan, or because the phone gave nothing that a machine could read. */
function needsTwo({ closing }: JobView, content: CertificateContent | null): boolean {
  if (closing !== 'machine-or-two-persons') return closing === 'two-persons';
  // As long as the record is not read, the stricter of the two is said.
  return content?.rules.find(({ rule }) => rule === 'closing-proof')?.by !== 'machine';
}
