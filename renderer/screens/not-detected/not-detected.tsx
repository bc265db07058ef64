import './not-detected.css';
import { type ReactNode, useEffect, useState } from 'react';
import { type CauseFinding, causeWords } from '../../../domain/not-detected.ts';
import { useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { localeOf } from '../../parts/show-numbers.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useText } from '../../use-text.ts';
import { Catalogue } from './catalogue.tsx';
import { FoundCause } from './cause-card.tsx';
import { findingsOf } from './search-causes.ts';

/** Why a phone may not be seen: first what the program finds, then everything that it knows. */
export function NotDetected(): ReactNode {
  const { say } = useText();
  const isPractice = useShelf(({ state }) => state?.workplace === 'practice');
  const { value, error, isAsking, again } = useAnswer('look-for-causes', {});
  return (
    <div className="look">
      <ScreenTitle
        acts={
          <Button kind="primary" mark="retry" isPending={isAsking} onPress={again}>
            {say('look.again')}
          </Button>
        }
      />
      {isPractice ? <Notice kind="info" title={say('look.practice')} /> : null}
      <section className="look-found" aria-labelledby="look-found" aria-busy={isAsking}>
        <h2 id="look-found">{say('look.found')}</h2>
        <LookedAt isAsking={isAsking} />
        {error ? <ErrorNotice error={error} /> : null}
        {value ? <Found findings={value} /> : null}
      </section>
      <Catalogue />
    </div>
  );
}

function LookedAt({ isAsking }: { readonly isAsking: boolean }): ReactNode {
  const { language, say } = useText();
  const [atMs, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (!isAsking) setAt(Date.now());
  }, [isAsking]);
  const format = new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'medium' });
  return (
    <p className="field-hint" role="status">
      {isAsking || atMs === null ? say('look.looking') : say('look.looked-at', { time: format.format(atMs) })}
    </p>
  );
}

function Found({ findings }: { readonly findings: readonly CauseFinding[] }): ReactNode {
  const { language, say } = useText();
  const known = (['seen', 'possible'] as const).flatMap((certainty) => {
    const some = findingsOf(findings, certainty);
    return some.length > 0 ? [{ certainty, some }] : [];
  });
  const unknown = findingsOf(findings, 'not-looked');
  return (
    <>
      {known.length === 0 ? (
        <Notice kind="info" title={say('look.none')}>
          {say('look.none.says')}
        </Notice>
      ) : null}
      {known.map(({ certainty, some }) => (
        <div key={certainty}>
          <p className="look-group">{say(`look.${certainty}`)}</p>
          <ul className="look-list">
            {some.map((finding) => (
              <FoundCause key={JSON.stringify(finding)} finding={finding} />
            ))}
          </ul>
        </div>
      ))}
      {unknown.length > 0 ? (
        <details className="cause-listed">
          <summary>
            {say('look.not-looked')} ({unknown.length})
          </summary>
          <p>{say('look.not-looked.says')}</p>
          <ul className="look-unknown">
            {unknown.map(({ cause, port }) => (
              <li key={`${cause} ${port}`}>{causeWords(language, cause).title}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
