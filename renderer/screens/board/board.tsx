import './board.css';
import { type ReactNode, useState } from 'react';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';
import { ReaderStrip } from '../readers/reader-strip.tsx';
import { BoardActs } from './board-acts.tsx';
import { BoardCounts } from './board-counts.tsx';
import { BoardEmpty } from './board-empty.tsx';
import { BoardList } from './board-list.tsx';
import { BoardMenu } from './board-menu.tsx';
import { BoardArea } from './use-board-keys.ts';

/** The board: every Port with its phone, and what can be done with those that are selected. */
export function Board(): ReactNode {
  const [area, setArea] = useState<HTMLElement | null>(null);
  const hasPorts = useShelf(({ state }) => (state?.ports.length ?? 0) > 0);
  const isQuiet = useShelf(({ state }) => (state?.ports ?? []).every(({ mode, job }) => mode === null && job === null));
  return (
    <BoardArea value={area}>
      <div className="board" ref={setArea}>
        <div className="board-head">
          <BoardCounts />
          <div className="board-tools">
            {hasPorts ? <SelectionTools /> : null}
            <span className="bar-room" />
            <BoardActs />
            <BoardMenu />
          </div>
        </div>
        <ReaderStrip />
        <Waiting />
        <ChipsWaiting />
        {isQuiet ? <BoardEmpty /> : null}
        {hasPorts ? <BoardList /> : null}
      </div>
    </BoardArea>
  );
}

function SelectionTools(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const count = useShelf(({ selected }) => selected.size);
  const selectAll = (): void =>
    store.setState({ selected: new Set((store.getState().state?.ports ?? []).map(({ port }) => port)) });
  return (
    <>
      <Button kind="quiet" onPress={selectAll}>
        {say('board.select-all')}
      </Button>
      <Button kind="quiet" isDisabled={count === 0} onPress={() => store.setState({ selected: new Set() })}>
        {say('board.select-none')}
      </Button>
      <span className="board-selected num">{count > 0 ? say('board.selected', { count }) : ''}</span>
    </>
  );
}

/** Jobs whose phones have left the board but still need a second person. */
function Waiting(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const waiting = useShelf(({ state }) => state?.waiting ?? null);
  if (!waiting || waiting.length === 0) return null;
  const review = (): void => store.setState({ sheet: { is: 'review', jobs: waiting.map(({ id }) => id) } });
  return (
    <div className="board-notices">
      <Notice
        kind="warn"
        title={say('board.waiting', { count: waiting.length })}
        acts={
          <Button mark="review" onPress={review}>
            {say('board.waiting.review')}
          </Button>
        }
      />
    </div>
  );
}

/** Phones whose storage passed but whose chip does not let them be sold yet. */
function ChipsWaiting(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const count = useShelf(({ state }) => state?.chipsWaiting.length ?? 0);
  if (count === 0) return null;
  return (
    <div className="board-notices">
      <Notice
        kind="warn"
        title={say('chip.waiting.count', { count })}
        acts={
          <Button mark="chip" onPress={() => store.setState({ sheet: { is: 'chips-waiting' } })}>
            {say('chip.waiting.list')}
          </Button>
        }
      />
    </div>
  );
}
