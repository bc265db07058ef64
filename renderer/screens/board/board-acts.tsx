import { type ReactNode, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { isEnded } from '../../../domain/job.ts';
import { useCall, useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Shelf } from '../../state/store.ts';
import { useMay } from '../../use-may.ts';
import { useText } from '../../use-text.ts';
import { actsOf, type SelectionActs } from './selection.ts';
import { type BoardKey, useBoardKeys } from './use-board-keys.ts';

/** The acts of the selection as texts, so that progress, which changes none of them, draws nothing again. */
function selectionOf({ state, selected }: Shelf): readonly string[] {
  const acts = actsOf((state?.ports ?? []).filter(({ port }) => selected.has(port)));
  return Object.entries(acts).flatMap(([act, ids]) => ids.map((id: string) => `${act} ${id}`));
}

/** What can be done with the Ports of the moment's selection. */
export function useSelectionActs(): SelectionActs {
  const { store } = useDesk();
  useShelf(useShallow(selectionOf));
  const { state, selected } = store.getState();
  return actsOf((state?.ports ?? []).filter(({ port }) => selected.has(port)));
}

/** How many phones said that they show their Port's name, and how many did not. */
interface Identified {
  readonly shown: number;
  readonly silent: number;
}

/** The buttons for what is selected; each has its key and says how many it fits. */
export function BoardActs(): ReactNode {
  const { store } = useDesk();
  const call = useCall();
  const { say } = useText();
  const acts = useSelectionActs();
  const mayStart = useMay('start-job');
  const mayCancel = useMay('cancel-job');
  const mayExamine = useMay('examine-phone');
  const [isAsking, setAsking] = useState(false);
  const [identified, setIdentified] = useState<Identified | null>(null);
  const start = mayStart && acts.start.length > 0;
  const cancel = mayCancel && acts.cancel.length > 0;
  const identify = mayExamine && acts.identify.length > 0;
  const doStart = (): void => store.setState({ sheet: { is: 'consent', ports: acts.start } });
  const doReview = (): void => store.setState({ sheet: { is: 'review', jobs: acts.review } });
  const doIdentify = async (): Promise<void> => {
    const replies = await Promise.all(acts.identify.map((port) => call('show-port-on-phone', { port })));
    const shown = replies.filter((reply) => reply.ok && reply.value.shown).length;
    setIdentified({ shown, silent: replies.length - shown });
  };
  const keys: Partial<Record<BoardKey, () => void>> = {
    ...(start ? { s: doStart } : {}),
    ...(acts.review.length > 0 ? { r: doReview } : {}),
    ...(identify ? { i: () => void doIdentify() } : {}),
    ...(cancel ? { c: () => setAsking(true) } : {}),
  };
  useBoardKeys(keys);
  const words = (text: string, count: number): string => (count > 0 ? `${text} (${count})` : text);
  return (
    <>
      <Button kind="primary" mark="play" shortcut="S" isDisabled={!start} onPress={doStart}>
        {words(say('board.act.start'), acts.start.length)}
      </Button>
      <Button mark="review" shortcut="R" isDisabled={acts.review.length === 0} onPress={doReview}>
        {words(say('board.act.review'), acts.review.length)}
      </Button>
      <BusyButton mark="phone" shortcut="I" isDisabled={!identify} onPress={doIdentify}>
        {words(say('board.act.identify'), acts.identify.length)}
      </BusyButton>
      <Button mark="stop" shortcut="C" isDisabled={!cancel} onPress={() => setAsking(true)}>
        {words(say('board.act.cancel'), acts.cancel.length)}
      </Button>
      {isAsking ? <CancelJobs jobs={acts.cancel} onClose={() => setAsking(false)} /> : null}
      {identified ? (
        <div className="board-answer">
          <Notice
            kind={identified.silent > 0 ? 'warn' : 'info'}
            title={say('board.identified', { ...identified })}
            onClose={() => setIdentified(null)}
          />
        </div>
      ) : null}
    </>
  );
}

function CancelJobs({
  jobs,
  onClose,
}: {
  readonly jobs: SelectionActs['cancel'];
  readonly onClose: () => void;
}): ReactNode {
  const { store } = useDesk();
  const call = useCall();
  const { say } = useText();
  // The jobs of the moment in which the question was asked, less those that ended since: the answer is about what was seen.
  const [asked] = useState(jobs);
  const running = useShelf(
    useShallow(({ state }) =>
      (state?.ports ?? []).flatMap(({ job }) => (job && asked.includes(job.id) && !isEnded(job.state) ? [job.id] : [])),
    ),
  );
  const cancelAll = async (): Promise<void> => {
    await Promise.all(running.map((job) => call('cancel-job', { job })));
    store.setState({ selected: new Set() });
    onClose();
  };
  return (
    <Dialog
      title={say('board.cancel.title', { count: running.length })}
      onClose={onClose}
      alarm
      foot={
        <>
          <Button onPress={onClose} autoFocus>
            {say('board.cancel.no')}
          </Button>
          <BusyButton kind="danger" onPress={cancelAll} isDisabled={running.length === 0}>
            {say('board.cancel.yes')}
          </BusyButton>
        </>
      }
    >
      <p>{say('board.cancel.words')}</p>
    </Dialog>
  );
}
