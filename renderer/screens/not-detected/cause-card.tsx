import type { ReactNode } from 'react';
import { type CauseFinding, type CauseId, causeOf, causeWords } from '../../../domain/not-detected.ts';
import { useShelf } from '../../desk.tsx';
import { useText } from '../../use-text.ts';
import { CausePicture } from './pictures.tsx';

/** How a cause is recognised and what to do about it, step by step. */
export function CauseHelp(props: { readonly id: CauseId; readonly facts?: CauseFinding['facts'] }): ReactNode {
  const { id, facts = {} } = props;
  const { language, say } = useText();
  const { see, steps } = causeWords(language, id, facts);
  return (
    <div className="cause-help">
      <div className="cause-words">
        <p>{see}</p>
        <p className="cause-do">
          {say('look.steps')} <small className="cause-who">{say(`look.who.${causeOf(id).who}`)}</small>
        </p>
        <ol className="cause-steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <CausePicture id={id} />
    </div>
  );
}

/** A cause that was found: where, and what to do. */
export function FoundCause({ finding }: { readonly finding: CauseFinding }): ReactNode {
  const { cause, port, facts, certainty } = finding;
  const { language, say } = useText();
  const name = useShelf(({ state }) => state?.ports.find((one) => one.port === port)?.name ?? port);
  const { title } = causeWords(language, cause, facts);
  return (
    <li className={`cause-found ${certainty === 'seen' ? 'tone-person' : 'tone-work'}`}>
      <h3>
        {title} {name ? <small className="cause-port">{say('look.port', { port: name })}</small> : null}
      </h3>
      <CauseHelp id={cause} facts={facts} />
    </li>
  );
}

/** A cause of the catalogue, opened to read what to do. */
export function ListedCause({ id }: { readonly id: CauseId }): ReactNode {
  const { language } = useText();
  return (
    <li>
      <details className="cause-listed">
        <summary>{causeWords(language, id).title}</summary>
        <CauseHelp id={id} />
      </details>
    </li>
  );
}
