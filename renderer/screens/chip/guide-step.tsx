import { type ReactNode, useState } from 'react';
import { type GuideStep, isOwnHand } from '../../../domain/chip-guide.ts';
import type { GuideStepView } from '../../../domain/chip-view.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import { useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { showTime } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';
import { actorWords } from '../ledger/entry-words.ts';
import { inWords } from './chip-words.ts';

/** How a person says that a step went. */
export interface StepAnswer {
  readonly outcome: 'done' | 'not-possible' | 'not-needed';
  /** The word of the step's answer; empty where it asks for none. */
  readonly saw: string;
}

interface StepProps {
  readonly step: GuideStep;
  readonly number: number;
  readonly stands: GuideStepView | null;
  /** Whether the phone was erased before this step, which then cannot be done any more. */
  readonly isLate: boolean;
  readonly isDisabled: boolean;
  readonly refused: RecordedError | null;
  readonly onAnswer: (answer: StepAnswer) => Promise<void>;
}

/** One step: who does it, what, what the screen then shows, and how it went; a step that was answered can be answered anew. */
export function GuideStepCard(props: StepProps): ReactNode {
  const { step, number, stands, isLate, refused } = props;
  const texts = useText();
  const { say } = texts;
  const isAnswered = stands !== null && stands.outcome !== null;
  const [isAnew, setAnew] = useState(false);
  return (
    <li className={`chip-step${isAnswered ? ' chip-step-answered' : ''}`}>
      <div className="chip-step-head">
        <span className="chip-step-number num" aria-hidden="true">
          {number}
        </span>
        <h4>{inWords(texts, step.title)}</h4>
        <span className="chip-step-who">
          <Mark name={step.who === 'owner' ? 'user' : 'users'} />
          {say(`chip.who.${step.who}`)}
        </span>
      </div>
      {isAnswered && !isAnew ? (
        <Answered step={step} stands={stands} onAnew={() => setAnew(true)} />
      ) : (
        <>
          <ul className="bullets">
            {step.acts.map((act) => (
              <li key={act.ja}>{inWords(texts, act)}</li>
            ))}
          </ul>
          {step.expect ? (
            <p className="chip-step-expect">
              <strong>{say('chip.step.expect')}</strong> {inWords(texts, step.expect)}
            </p>
          ) : null}
          <ReadAfter step={step} />
          {isLate ? <p className="chip-step-late">{say('chip.step.late')}</p> : null}
          <Answer {...props} />
        </>
      )}
      {refused ? <ErrorNotice kind="warn" error={refused} /> : null}
    </li>
  );
}

/** What a step that changes the chip asks for afterwards, said before anybody confirms it. */
function ReadAfter({ step }: Pick<StepProps, 'step'>): ReactNode {
  const { say } = useText();
  if (isOwnHand(step)) return <p className="chip-step-hand">{say('chip.step.own-hand')}</p>;
  return step.changesChip ? <p className="field-hint">{say('chip.step.changes-chip')}</p> : null;
}

const OUTCOME_LOOKS = {
  done: { tone: 'work', mark: 'check' },
  'not-possible': { tone: 'bad', mark: 'close' },
  'not-needed': { tone: 'quiet', mark: 'minus' },
} as const;

interface AnsweredProps extends Pick<StepProps, 'step'> {
  readonly stands: GuideStepView;
  readonly onAnew: () => void;
}

function Answered({ step, stands, onAnew }: AnsweredProps): ReactNode {
  const texts = useText();
  const { say, language } = texts;
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  if (stands.outcome === null) return null;
  const { tone, mark } = OUTCOME_LOOKS[stands.outcome];
  const saw = step.answers.find(({ id }) => id === stands.saw);
  return (
    <div className="chip-step-answer">
      <span className={`state-badge tone-${tone}`}>
        <Mark name={mark} />
        {say(`chip.outcome.${stands.outcome}`)}
      </span>
      {saw ? <strong>{inWords(texts, saw.text)}</strong> : null}
      <span className="field-hint">
        {say('chip.step.by', {
          name: stands.by === null ? say('chip.unknown-person') : actorWords(texts, stands.by, accounts),
          at: stands.atMs === null ? '-' : showTime(language, stands.atMs),
        })}
      </span>
      <Button kind="quiet" mark="pencil" onPress={onAnew}>
        {say('chip.step.anew')}
      </Button>
    </div>
  );
}

/** What was seen is chosen first, where the step asks for it; nothing is chosen beforehand. */
function Answer({ step, isDisabled, onAnswer }: StepProps): ReactNode {
  const texts = useText();
  const { say } = texts;
  const [saw, setSaw] = useState<string | null>(null);
  const isAsked = step.answers.length > 0;
  const give = (outcome: StepAnswer['outcome']) => (): Promise<void> => onAnswer({ outcome, saw: saw ?? '' });
  return (
    <>
      {isAsked ? (
        <RadioCards
          label={say('chip.step.saw')}
          value={saw}
          choices={step.answers.map(({ id, text }) => ({ id, title: inWords(texts, text) }))}
          onChange={setSaw}
        />
      ) : null}
      <div className="chip-step-acts">
        <BusyButton mark="check" isDisabled={isDisabled || (isAsked && saw === null)} onPress={give('done')}>
          {say('chip.step.done')}
        </BusyButton>
        <BusyButton kind="quiet" isDisabled={isDisabled} onPress={give('not-possible')}>
          {say('chip.step.not-possible')}
        </BusyButton>
        <BusyButton kind="quiet" isDisabled={isDisabled} onPress={give('not-needed')}>
          {say('chip.step.not-needed')}
        </BusyButton>
      </div>
    </>
  );
}
