import type { ReactNode } from 'react';
import type { PortView } from '../../../domain/window-state.ts';
import { Mark } from '../../parts/mark.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';
import { phoneName, portName } from '../phone/phone-words.ts';
import type { StartAnswer, StartAnswers } from './use-start.ts';

/** What became of each phone's order; a phone that did not start says why, whatever the others did. */
export function StartResults(props: {
  readonly ports: readonly PortView[];
  readonly answers: StartAnswers;
}): ReactNode {
  const { ports, answers } = props;
  const texts = useText();
  const { say } = texts;
  const all = [...answers.values()];
  const count = (is: StartAnswer['is']): number => all.filter((one) => one.is === is).length;
  return (
    <div className="consent">
      <p className="consent-summary" role="status">
        {say('consent.summary', { started: count('started'), refused: count('refused') })}
      </p>
      <ul className="consent-phones">
        {[...answers].map(([port, answer]) => {
          const view = ports.find((one) => one.port === port);
          return (
            <li key={port} className="consent-phone">
              <div className="consent-phone-head">
                <strong className="consent-port">{view ? portName(view) : port}</strong>
                <span className="consent-model">{view ? phoneName(texts, view) : ''}</span>
                <AnswerWord answer={answer} />
              </div>
              {answer.is === 'refused' ? <ErrorNotice error={answer.why} /> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const TONES = { starting: 'tone-quiet', started: 'tone-work', refused: 'tone-bad' } as const;
const MARKS = { starting: 'reading', started: 'work', refused: 'cannot' } as const;

function AnswerWord({ answer }: { readonly answer: StartAnswer }): ReactNode {
  const { say } = useText();
  return (
    <span className={`state-badge ${TONES[answer.is]}`}>
      <Mark name={MARKS[answer.is]} />
      {say(`consent.answer.${answer.is}`)}
    </span>
  );
}
