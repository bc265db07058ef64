import { type ReactNode, useState } from 'react';
import type { ReadingView } from '../../../domain/chip-view.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { ReaderId } from '../../../domain/ids.ts';
import type { CallOutput } from '../../../domain/ipc.ts';
import { useDesk } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { CheckField } from '../../parts/switch-field.tsx';
import { useText } from '../../use-text.ts';
import { useDeclared } from '../chip/declared.tsx';
import { useRefusal } from '../phone/who-may.ts';

interface ZeroProps {
  readonly reader: ReaderId;
  readonly reading: ReadingView;
  readonly way: NonNullable<ReadingView['zeroable']>;
}

/** Offers to zero a loose card that lies on the reader; for a phone's chip there is no such act. */
export function ZeroCard(props: ZeroProps): ReactNode {
  const { say } = useText();
  const refusal = useRefusal('zero-card');
  const [isAsking, setAsking] = useState(false);
  return (
    <section className="bind" aria-labelledby="zero-title">
      <h3 id="zero-title">{say('readers.zero')}</h3>
      <p>{say('readers.zero.words')}</p>
      <div>
        <Button kind="danger" isDisabled={refusal !== null} onPress={() => setAsking(true)}>
          {say('readers.zero.open')}
        </Button>
      </div>
      {isAsking ? <Ask {...props} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function Ask({ reader, reading, way, onClose }: ZeroProps & { readonly onClose: () => void }): ReactNode {
  const { workstation } = useDesk();
  const { say } = useText();
  const declared = useDeclared();
  const [isAgreed, setAgreed] = useState(false);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const [done, setDone] = useState<CallOutput<'zero-card'> | null>(null);
  const zero = async (): Promise<void> => {
    const order = { reader, reading: reading.id, consent: true, declared: declared.name } as const;
    const reply = await workstation.call('zero-card', order);
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) setDone(reply.value);
  };
  const foot = done ? (
    <Button onPress={onClose} autoFocus>
      {say('window.close')}
    </Button>
  ) : (
    <>
      <Button onPress={onClose} autoFocus>
        {say('window.cancel')}
      </Button>
      <BusyButton kind="danger" isDisabled={!isAgreed || declared.isMissing} onPress={zero}>
        {say('readers.zero.do')}
      </BusyButton>
    </>
  );
  return (
    <Dialog alarm title={say('readers.zero.title')} onClose={onClose} foot={foot}>
      <div className="phone-stack">
        {done ? (
          <Zeroed done={done} />
        ) : (
          <>
            <Notice kind="danger" title={say('readers.zero.means')}>
              {say(`readers.zero.way.${way}`)}
            </Notice>
            <p>{say('readers.zero.number', { tail: reading.idmTail ?? '-' })}</p>
            <CheckField isOn={isAgreed} onChange={setAgreed}>
              {say('readers.zero.consent')}
            </CheckField>
            {declared.field}
          </>
        )}
        {refused ? <ErrorNotice error={refused} /> : null}
      </div>
    </Dialog>
  );
}

/** What was written, whether it was read back, and what is still there: never more than that. */
function Zeroed({ done }: { readonly done: CallOutput<'zero-card'> }): ReactNode {
  const { say } = useText();
  const { blocksWritten, isReadBack, left } = done;
  return (
    <Notice
      kind={isReadBack && left.length === 0 ? 'info' : 'danger'}
      title={say(isReadBack ? 'readers.zero.written' : 'readers.zero.not-read-back', { count: blocksWritten })}
    >
      {left.length === 0 ? null : (
        <>
          <p>{say('readers.zero.remains')}</p>
          <ul className="bullets">
            {left.map((one) => (
              <li key={one} className="code">
                {one}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
