import './ledger.css';
import type { ReactNode } from 'react';
import { useShelf } from '../../desk.tsx';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { showCount } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';
import { EntryList } from './entry-list.tsx';
import { LedgerActs } from './ledger-acts.tsx';

/** The ledger: its state, what can be done with it, and every entry in words. */
export function Ledger(): ReactNode {
  const { language, say } = useText();
  const ledger = useShelf(({ state }) => state?.ledger ?? null);
  if (!ledger) return null;
  return (
    <div className="ledger">
      <ScreenTitle />
      <p>{say('ledger.screen.says')}</p>
      {ledger.recovered > 0 ? (
        <Notice kind="info" title={say('ledger.screen.recovered', { count: ledger.recovered })} />
      ) : null}
      <KeyValueList
        facts={[
          { key: say('ledger.screen.entries'), value: <strong>{showCount(language, ledger.entries)}</strong> },
          { key: say('ledger.screen.head'), value: <span className="code">{ledger.head}</span> },
          { key: say('ledger.screen.workstation'), value: <span className="code">{ledger.workstation}</span> },
          {
            key: say('ledger.screen.key'),
            value: (
              <>
                {say(`ledger.screen.key.${ledger.keyIn}`)} {say('ledger.screen.key.both')}
              </>
            ),
          },
        ]}
      />
      <LedgerActs />
      <EntryList />
    </div>
  );
}
