import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { Step } from '../../../domain/erasure.ts';
import type { RecordView } from '../../../domain/record-view.ts';
import type { JobView, PortView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';
import { entriesOfKind } from './entry-bodies.ts';
import { portName } from './phone-words.ts';
import { useRefusal } from './who-may.ts';

/** What a cancellation means now: at once, at the next block, not before the step has ended, or not known. */
export type CancelMeaning = Step['cancel'] | 'unknown';

/** What a cancellation means at the step in hand, as the plan on record has it. */
export function cancelMeaning(job: JobView, record: RecordView | null): CancelMeaning {
  if (job.step === null) return 'anytime';
  const [drafted] = entriesOfKind(record?.entries ?? [], 'job-drafted');
  const step = drafted?.body.plan?.steps.find(({ id }) => id === job.step?.id);
  return step?.cancel ?? 'unknown';
}

/** The button that cancels a job; it says first what that means at this step, and nothing happens without a second press. */
export function CancelJob(props: {
  readonly port: PortView;
  readonly job: JobView;
  readonly record: RecordView | null;
}): ReactNode {
  const { say } = useText();
  const refusal = useRefusal('cancel-job');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button mark="stop" isDisabled={refusal !== null} onPress={() => setAsking(true)}>
        {say('phone.cancel')}
      </Button>
      {isAsking ? <Confirm {...props} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function Confirm(props: Parameters<typeof CancelJob>[0] & { readonly onClose: () => void }): ReactNode {
  const { port, job, record, onClose } = props;
  const { workstation } = useDesk();
  const { say } = useText();
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const cancel = async (): Promise<void> => {
    const reply = await workstation.call('cancel-job', { job: job.id });
    if (reply.ok) onClose();
    else setRefused(reply.error);
  };
  const foot = (
    <>
      <Button onPress={onClose} autoFocus>
        {say('phone.cancel.keep')}
      </Button>
      <BusyButton kind="danger" mark="stop" onPress={cancel}>
        {say('phone.cancel.do')}
      </BusyButton>
    </>
  );
  return (
    <Dialog alarm title={say('phone.cancel.title', { port: portName(port) })} onClose={onClose} foot={foot}>
      <div className="phone-stack">
        <Notice kind="warn" title={say(`phone.cancel.means.${cancelMeaning(job, record)}`)}>
          {say('terminal.not-erased')}
        </Notice>
        <p>{say('phone.cancel.words')}</p>
        {refused ? <ErrorNotice error={refused} /> : null}
      </div>
    </Dialog>
  );
}
