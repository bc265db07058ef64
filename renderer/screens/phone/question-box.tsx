import './question.css';
import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { InstructionId, RungId } from '../../../domain/erasure.ts';
import { isImei } from '../../../domain/imei.ts';
import {
  FIND_MY_ANSWERS,
  type FindMyAnswer,
  type PhoneScreen,
  platformOf,
  screensOf,
} from '../../../domain/phone-screens.ts';
import { isSamePerson } from '../../../domain/verdict.ts';
import type { JobView, PortView, QuestionView } from '../../../domain/window-state.ts';
import { isWitnessed } from '../../../domain/witnesses.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { declaredName } from '../consent/orders.ts';
import { Drawing } from './drawing.tsx';
import type { DrawingName } from './drawing-shapes.ts';
import { DrawnPhone } from './drawn-phone.tsx';
import { plainNumber, sawText } from './phone-words.ts';
import { useNamesAreDeclared, useRefusal } from './who-may.ts';

const DRAWINGS: Readonly<Record<InstructionId, DrawingName>> = {
  'allow-debugging': 'allow',
  'reset-in-settings': 'gear',
  'enable-debugging': 'debugging',
  'look-at-screen': 'look',
  'unlock-screen': 'lock',
  'remove-accounts': 'account',
  'remove-sd-card': 'sd-card',
  replug: 'replug',
  'enter-rescue': 'keys',
  'read-imei': 'imei',
  'trust-computer': 'allow',
  'look-find-my': 'account',
  'erase-in-ios-settings': 'gear',
  'restore-elsewhere': 'replug',
};

interface Asked {
  readonly port: PortView;
  readonly job: JobView;
  readonly question: QuestionView;
}

/** What a person is asked at a phone: a picture, what to do, and the answer; a question that has been answered elsewhere goes by itself. */
export function QuestionBox({ port, job }: { readonly port: PortView; readonly job: JobView }): ReactNode {
  const { question } = job;
  // The key forgets a half-given answer as soon as another question stands there.
  return question ? <Asking key={question.id} port={port} job={job} question={question} /> : null;
}

function Asking({ port, job, question }: Asked): ReactNode {
  const { workstation } = useDesk();
  const { say } = useText();
  const refusal = useRefusal('answer-question');
  const isDeclared = useNamesAreDeclared();
  const isPractice = useShelf(({ state }) => state?.workplace === 'practice');
  const [who, setWho] = useState<string>(job.operator);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const name = isDeclared ? declaredName(who) : null;
  const canAnswer = refusal === null && (!isDeclared || name !== null);
  const answer = async (saw: string): Promise<void> => {
    if (!canAnswer) return;
    const reply = await workstation.call('answer-question', {
      job: job.id,
      question: question.id,
      saw,
      declared: name,
    });
    setRefused(reply.ok ? null : reply.error);
  };
  return (
    <section className="question tone-person" aria-label={say('phone.question')}>
      <Drawing name={DRAWINGS[question.instruction]} />
      <div className="question-words">
        <h3>{say('phone.question')}</h3>
        <p className="question-what">{say(`instruction.${question.instruction}`)}</p>
        {isPractice ? <PracticeHands port={port} instruction={question.instruction} /> : null}
        {refusal ? <ErrorNotice kind="warn" error={refusal} /> : null}
        {isDeclared ? (
          <TextField
            label={say('consent.declared')}
            value={who}
            onChange={setWho}
            letters="code"
            maxLength={40}
            error={name ? null : say('consent.declared.unfit')}
          />
        ) : null}
        <WitnessHint job={job} instruction={question.instruction} declared={name} />
        <Answer
          instruction={question.instruction}
          rung={job.rung}
          hasImei={job.imei !== null}
          isDisabled={!canAnswer}
          onAnswer={answer}
        />
        {refused ? <ErrorNotice kind="warn" error={refused} /> : null}
      </div>
    </section>
  );
}

/** Says before the answer what it costs: who closes a job by their own word cannot be its second person. */
function WitnessHint(props: {
  readonly job: JobView;
  readonly instruction: InstructionId;
  readonly declared: string | null;
}): ReactNode {
  const { job, instruction, declared } = props;
  const { say } = useText();
  const present = useShelf(({ state }) => (state?.attendance.is === 'present' ? state.attendance.account.id : null));
  const who = declared ?? present;
  const isAnother = who !== null && !isSamePerson(who, job.operator);
  if (!isAnother || job.closing === 'machine' || !isWitnessed(instruction)) return null;
  return <Notice kind="warn" title={say('phone.question.witness')} />;
}

interface AnswerProps {
  readonly instruction: InstructionId;
  readonly rung: RungId | null;
  readonly hasImei: boolean;
  readonly isDisabled: boolean;
  readonly onAnswer: (saw: string) => Promise<void>;
}

function Answer(props: AnswerProps): ReactNode {
  const { say } = useText();
  if (props.instruction === 'look-at-screen') return <ScreenAnswer {...props} />;
  if (props.instruction === 'look-find-my') return <FindMyChoice {...props} />;
  if (props.instruction === 'read-imei') return <NumberAnswer {...props} />;
  return (
    <BusyButton kind="primary" big mark="check" isDisabled={props.isDisabled} onPress={() => props.onAnswer('done')}>
      {say('phone.question.done')}
    </BusyButton>
  );
}

/** What the screen shows is chosen and then said; a slip of the finger alone answers nothing. */
function ScreenAnswer({ rung, ...props }: AnswerProps): ReactNode {
  const [saw, setSaw] = useState<PhoneScreen | null>(null);
  return (
    <>
      <ScreenChoice platform={platformOf(rung)} value={saw} onChange={setSaw} />
      <SayIt {...props} saw={saw} />
    </>
  );
}

/** Whether somebody is still signed in is chosen and then said, as what a screen shows is. */
function FindMyChoice(props: AnswerProps): ReactNode {
  const texts = useText();
  const [saw, setSaw] = useState<FindMyAnswer | null>(null);
  const choices = FIND_MY_ANSWERS.map((id) => ({ id, title: sawText(texts, id) }));
  return (
    <>
      <RadioCards label={texts.say('phone.question.find-my')} value={saw} choices={choices} onChange={setSaw} />
      <SayIt {...props} saw={saw} />
    </>
  );
}

function SayIt(props: Pick<AnswerProps, 'isDisabled' | 'onAnswer'> & { readonly saw: string | null }): ReactNode {
  const { saw, isDisabled, onAnswer } = props;
  const texts = useText();
  return (
    <BusyButton
      kind="primary"
      big
      mark="check"
      isDisabled={isDisabled || saw === null}
      onPress={async () => (saw ? onAnswer(saw) : undefined)}
    >
      {saw ? texts.say('phone.question.saw', { saw: sawText(texts, saw) }) : texts.say('phone.question.choose')}
    </BusyButton>
  );
}

/** The screens that a phone of this kind can show, one of which is chosen; none is chosen beforehand. */
export function ScreenChoice(props: {
  readonly platform: 'android' | 'iphone';
  readonly value: PhoneScreen | null;
  readonly onChange: (saw: PhoneScreen) => void;
}): ReactNode {
  const { platform, value, onChange } = props;
  const texts = useText();
  const choices = screensOf(platform).map((id) => ({ id, title: sawText(texts, id) }));
  return <RadioCards label={texts.say('phone.question.screen')} value={value} choices={choices} onChange={onChange} />;
}

type Wrong = 'imei' | 'serial';

/** A job that began with an IMEI ends with one, and a job without ends with the serial number: any other number would fail it at its last step. */
function NumberAnswer({ hasImei, isDisabled, onAnswer }: AnswerProps): ReactNode {
  const { say } = useText();
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const read = (text: string): void => {
    const plain = plainNumber(text);
    const isFit = isImei(plain) === hasImei;
    setWrong(isFit ? null : hasImei ? 'imei' : 'serial');
    if (isFit && !isDisabled) void onAnswer(plain);
  };
  return (
    <>
      <ScannerField
        label={say('phone.question.number')}
        hint={say(hasImei ? 'consent.imei.hint' : 'phone.question.serial')}
        onRead={read}
        autoFocus
      />
      <p className="question-hint">{say(hasImei ? 'phone.question.number.words' : 'phone.question.serial.words')}</p>
      {wrong === 'imei' ? <ErrorNotice kind="warn" error={{ code: 'imei.invalid', facts: {} }} /> : null}
      {wrong === 'serial' ? <Notice kind="warn" title={say('phone.question.serial.not-imei')} /> : null}
    </>
  );
}

/** In practice the program plays the hands at the phone; what the screen then shows is seen by the person, who still answers. */
function PracticeHands({
  port,
  instruction,
}: {
  readonly port: PortView;
  readonly instruction: InstructionId;
}): ReactNode {
  const { workstation } = useDesk();
  const { say } = useText();
  const [saw, setSaw] = useState<string | null>(null);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const follow = async (): Promise<void> => {
    const reply = await workstation.call('follow-at-practice-phone', { port: port.port, instruction });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) setSaw(reply.value.saw);
  };
  return (
    <div className="question-practice">
      <div>
        <BusyButton mark="practice" onPress={follow}>
          {say('phone.practice.follow')}
        </BusyButton>
        <p className="question-hint">{say('phone.practice.words')}</p>
        {refused ? <ErrorNotice kind="warn" error={refused} /> : null}
      </div>
      {saw === null ? null : <DrawnPhone saw={saw} />}
    </div>
  );
}
