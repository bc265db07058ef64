import type { ReactNode } from 'react';
import { useDesk, useShelf } from '../desk.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorNotice, Notice } from '../parts/notice.tsx';
import { useText } from '../use-text.ts';

/** What stands above every screen: that the program is silent, the newest refusal, and what cannot be seen now. */
export function FrameNotices(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const error = useShelf((shelf) => shelf.error);
  const isLost = useShelf((shelf) => shelf.isLost);
  return (
    <div className="screen-notices">
      {isLost ? (
        <Notice
          kind="danger"
          title={say('window.lost')}
          acts={<Button onPress={() => window.location.reload()}>{say('window.ask-again')}</Button>}
        >
          {say('window.lost.words')}
        </Notice>
      ) : null}
      {error ? <ErrorNotice error={error} onClose={() => store.setState({ error: null })} /> : null}
      <Recovered />
      <BenchNotices />
    </div>
  );
}

/** What a crash had left unfinished stays said until somebody has read it. */
function Recovered(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const count = useShelf(({ state, hasSeenRecovered }) => (hasSeenRecovered ? 0 : (state?.ledger.recovered ?? 0)));
  if (count === 0) return null;
  return (
    <Notice
      kind="warn"
      title={say('window.recovered', { count })}
      onClose={() => store.setState({ hasSeenRecovered: true })}
    >
      {say('window.recovered.words')}
    </Notice>
  );
}

function BenchNotices(): ReactNode {
  const { say, sayError } = useText();
  const bench = useShelf(({ state }) => state?.bench ?? null);
  if (!bench) return null;
  return (
    <>
      {bench.error ? <ErrorNotice error={bench.error} /> : null}
      {bench.blind.map(({ source, why }) => (
        <Notice key={source} kind="warn" title={`${say(`window.blind.${source}`)}: ${sayError(why).title}`}>
          {sayError(why).action}
        </Notice>
      ))}
      {bench.ambiguous > 0 ? (
        <Notice kind="warn" title={say('window.ambiguous', { count: bench.ambiguous })}>
          {say('window.ambiguous.words')}
        </Notice>
      ) : null}
    </>
  );
}
