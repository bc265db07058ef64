import type { ReactNode } from 'react';
import type { WindowState } from '../../domain/window-state.ts';
import { useDesk, useShelf } from '../desk.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorNotice, Notice } from '../parts/notice.tsx';
import { useText } from '../use-text.ts';

const NO_FAULTS: WindowState['chipFaults'] = [];

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
      <ChipFaults />
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

/** What the shop laid beside the program and what cannot be used of it, file by file. */
function ChipFaults(): ReactNode {
  const faults = useShelf(({ state }) => state?.chipFaults ?? NO_FAULTS);
  return faults.map((fault) => (
    <ErrorNotice key={`${fault.code} ${Object.values(fault.facts).join(' ')}`} kind="warn" error={fault} />
  ));
}

function BenchNotices(): ReactNode {
  const { say, sayError } = useText();
  const bench = useShelf(({ state }) => state?.bench ?? null);
  const hasIphone = useShelf(({ state }) => state?.ports.some(({ mode }) => mode === 'waiting-for-usbmuxd') ?? false);
  if (!bench) return null;
  // usbmuxd starts with the first iPhone: until one is there nobody has to hear that it does not run.
  const isNews = ({ why }: (typeof bench.blind)[number]): boolean => why.code !== 'usbmuxd.absent' || hasIphone;
  return (
    <>
      {bench.error ? <ErrorNotice error={bench.error} /> : null}
      {bench.blind.filter(isNews).map(({ source, why }) => (
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
