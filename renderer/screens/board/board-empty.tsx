import type { ReactNode } from 'react';
import { useCall, useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';

const PRACTICE = { phones: 6, iphones: 2 } as const;
/** That no phone is attached can be said only by somebody who can see phones. */
const TITLES = {
  open: 'board.empty.title',
  blind: 'board.empty.blind',
  opening: 'window.starting',
  closed: 'window.bench.closed',
} as const;

/** What the board says while no phone is attached: how one appears, practice in one press, and help. */
export function BoardEmpty(): ReactNode {
  const { store } = useDesk();
  const call = useCall();
  const { say } = useText();
  const rack = useShelf(({ state }) => state?.rack ?? null);
  const bench = useShelf(({ state }) => {
    const isBlind = state?.bench.is === 'open' && state.bench.blind.some(({ source }) => source === 'adb');
    return isBlind ? 'blind' : (state?.bench.is ?? 'opening');
  });
  const practise = (): Promise<unknown> =>
    call('start-practice', { ...PRACTICE, seed: `board-${Date.now()}`, faults: [] });
  if (rack?.is === 'starting') return <EmptyState mark="practice" title={say('board.empty.starting')} />;
  return (
    <>
      {rack?.error ? <ErrorNotice error={rack.error} /> : null}
      <EmptyState
        mark="plug"
        title={say(TITLES[bench])}
        words={<p>{say('board.empty.words')}</p>}
        acts={
          <>
            {rack?.is === 'absent' ? (
              <BusyButton big kind="primary" mark="practice" onPress={practise}>
                {say('board.empty.practice')}
              </BusyButton>
            ) : null}
            <Button big mark="question" onPress={() => store.setState({ screen: 'not-detected' })}>
              {say('board.empty.not-detected')}
            </Button>
          </>
        }
      />
    </>
  );
}
