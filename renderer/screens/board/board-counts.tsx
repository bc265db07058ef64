import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group as ButtonGroup } from 'react-aria-components/Group';
import { useShallow } from 'zustand/react/shallow';
import { isEnded } from '../../../domain/job.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Mark } from '../../parts/mark.tsx';
import { showSpan } from '../../parts/show-numbers.ts';
import type { Shelf } from '../../state/store.ts';
import { useText } from '../../use-text.ts';
import { countGroups, GROUP_LOOKS, GROUPS, type Group, groupOf } from './port-groups.ts';

const ALWAYS: ReadonlySet<Group> = new Set(['ready', 'work', 'operator', 'review', 'passed', 'not-passed']);

/** The counts by state; a press selects all Ports of that state. */
export function BoardCounts(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const counts = useShelf(useShallow(({ state }) => countGroups(state?.ports ?? [])));
  const select = (group: Group): void => {
    const ports = store.getState().state?.ports ?? [];
    store.setState({ selected: new Set(ports.filter((port) => groupOf(port) === group).map(({ port }) => port)) });
  };
  return (
    <ButtonGroup className="board-counts" aria-label={say('board.groups')}>
      {GROUPS.filter((group) => ALWAYS.has(group) || counts[group] > 0).map((group) => {
        const { tone, mark } = GROUP_LOOKS[group];
        const count = counts[group];
        const words = say(`board.group.${group}`);
        return (
          <Button
            key={group}
            className={`board-count tone-${tone}${count === 0 ? ' board-count-none' : ''}`}
            isDisabled={count === 0}
            onPress={() => select(group)}
          >
            <Mark name={mark} />
            <span className="board-count-number num">{count}</span>
            <span>{words}</span>
            <span className="only-spoken">{say('board.group.select')}</span>
          </Button>
        );
      })}
      <Longest />
    </ButtonGroup>
  );
}

/** The longest time that any job still needs, in whole seconds, so that it is drawn once a second at most. */
function longestLeft({ state }: Shelf): string | null {
  const left = (state?.ports ?? []).flatMap(({ job }) =>
    job?.progress && !isEnded(job.state) ? [job.progress.remainingMs ?? 0] : [],
  );
  const longest = Math.max(0, ...left);
  return longest > 0 ? showSpan(longest) : null;
}

function Longest(): ReactNode {
  const { say } = useText();
  const time = useShelf(longestLeft);
  return time === null ? null : <span className="board-longest num">{say('board.longest', { time })}</span>;
}
