import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { useDesk, useShelf } from '../desk.tsx';
import { Mark } from '../parts/mark.tsx';
import type { MarkName } from '../parts/mark-shapes.ts';
import type { Screen } from '../state/store.ts';
import { useText } from '../use-text.ts';

const MARKS: Readonly<Record<Screen, MarkName>> = {
  board: 'board',
  'not-detected': 'plug',
  records: 'record',
  ledger: 'ledger',
  reports: 'report',
  settings: 'settings',
};

/** The screens one below the other; the one that is seen is marked. */
export function Rail({ screens }: { readonly screens: readonly Screen[] }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const here = useShelf(({ screen }) => screen);
  return (
    <nav className="rail" aria-label={say('window.screens')}>
      <div className="rail-name">
        <strong lang="ja">{say('window.name')}</strong>
        <span>{say('window.name.read')}</span>
      </div>
      {screens.map((screen) => (
        <Button
          key={screen}
          className="rail-item"
          onPress={() => store.setState({ screen })}
          {...(screen === here ? { 'aria-current': 'page' } : {})}
        >
          <Mark name={MARKS[screen]} />
          {say(`window.screen.${screen}`)}
        </Button>
      ))}
    </nav>
  );
}
