import { type ReactNode, useState } from 'react';
import { isEnded } from '../../../domain/job.ts';
import type { RecordView } from '../../../domain/record-view.ts';
import { isErased, type PortView } from '../../../domain/window-state.ts';
import { useCall, useDesk } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { useText } from '../../use-text.ts';
import { CancelJob } from './cancel-job.tsx';
import { readPhone } from './phone-words.ts';
import { RecordUnerasable } from './record-unerasable.tsx';
import { useRefusal } from './who-may.ts';

interface ActsProps {
  readonly port: PortView;
  readonly record: RecordView | null;
  readonly onPaper: () => void;
}

/** What can be done with this phone now; at most one button is the next step. */
export function PanelActs({ port, record, onPaper }: ActsProps): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const { job } = port;
  const isRunning = job !== null && !isEnded(job.state);
  const review = (): void => {
    if (job) store.setState({ open: null, sheet: { is: 'review', jobs: [job.id] } });
  };
  return (
    <>
      <ShowPort port={port} />
      {job ? (
        <Button mark="print" onPress={onPaper}>
          {say(isErased(job) ? 'phone.papers' : 'phone.papers.record')}
        </Button>
      ) : null}
      {job?.state === 'awaiting-review' ? (
        <Button kind="primary" mark="review" onPress={review}>
          {say('phone.review')}
        </Button>
      ) : null}
      {isRunning && job.state !== 'awaiting-review' ? <CancelJob port={port} job={job} record={record} /> : null}
      {isRunning ? null : <StartOrRetry port={port} />}
    </>
  );
}

function StartOrRetry({ port }: { readonly port: PortView }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const refusal = useRefusal('start-job');
  const phone = readPhone(port);
  if (!phone || port.mode === null) return null;
  const isStopped = phone.plans.every(({ blockers }) => blockers.some(({ severity }) => severity === 'stop'));
  const canErase = phone.plans.some(({ rung }) => rung !== null && rung !== 'cannot-erase');
  if (!canErase && !isStopped) return <RecordUnerasable port={port} />;
  const isRetry = port.job !== null && !isErased(port.job);
  const start = (): void => store.setState({ open: null, sheet: { is: 'consent', ports: [port.port] } });
  // What stops both purposes has to be settled first; the sheet then only says so once more.
  const kind = isStopped || (port.job && isErased(port.job)) ? 'plain' : 'primary';
  return (
    <Button kind={kind} mark={isRetry ? 'retry' : 'play'} isDisabled={refusal !== null} onPress={start}>
      {say(isRetry ? 'phone.retry' : 'phone.start')}
    </Button>
  );
}

/** Makes the phone itself show which Port it is in, where it can. */
function ShowPort({ port }: { readonly port: PortView }): ReactNode {
  const call = useCall();
  const { say } = useText();
  const refusal = useRefusal('examine-phone');
  const [shown, setShown] = useState<boolean | null>(null);
  if (!readPhone(port)?.canShowPort || (port.job && !isEnded(port.job.state))) return null;
  const show = async (): Promise<void> => {
    const reply = await call('show-port-on-phone', { port: port.port });
    if (reply.ok) setShown(reply.value.shown);
  };
  return (
    <>
      <span role="status" className="phone-foot-words">
        {shown === null ? '' : say(shown ? 'phone.shown' : 'phone.not-shown')}
      </span>
      <BusyButton kind="quiet" mark="eye" isDisabled={refusal !== null} onPress={show}>
        {say('phone.show-port')}
      </BusyButton>
    </>
  );
}
