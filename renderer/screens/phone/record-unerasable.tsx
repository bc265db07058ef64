import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { PortView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { declaredName } from '../consent/orders.ts';
import { portName } from './phone-words.ts';
import { useNamesAreDeclared, useRefusal } from './who-may.ts';

/** Puts on record that no method can erase a phone, which sends it back or to destruction; it claims no consent that nobody gave. */
export function RecordUnerasable({ port }: { readonly port: PortView }): ReactNode {
  const { say } = useText();
  const refusal = useRefusal('start-job');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" mark="cannot" isDisabled={refusal !== null} onPress={() => setAsking(true)}>
        {say('phone.unerasable')}
      </Button>
      {isAsking ? <Confirm port={port} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function Confirm({ port, onClose }: { readonly port: PortView; readonly onClose: () => void }): ReactNode {
  const { workstation } = useDesk();
  const { say } = useText();
  const isDeclared = useNamesAreDeclared();
  const last = useShelf(({ state }) => state?.ports.find(({ job }) => job)?.job?.operator ?? '');
  const [who, setWho] = useState<string>(last);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const declared = isDeclared ? declaredName(who) : null;
  const record = async (): Promise<void> => {
    const reply = await workstation.call('start-job', {
      port: port.port,
      purpose: 'intake',
      consent: { deletion: 'refused', identityCheck: 'not-recorded', toldNoOverwrite: 'not-needed' },
      declared,
      retryOf: null,
    });
    if (reply.ok) onClose();
    else setRefused(reply.error);
  };
  const foot = (
    <>
      <Button onPress={onClose} autoFocus>
        {say('window.cancel')}
      </Button>
      <BusyButton kind="danger" isDisabled={isDeclared && declared === null} onPress={record}>
        {say('phone.unerasable')}
      </BusyButton>
    </>
  );
  return (
    <Dialog alarm title={say('phone.unerasable.title', { port: portName(port) })} onClose={onClose} foot={foot}>
      <div className="phone-stack">
        <p>{say('phone.unerasable.words')}</p>
        {isDeclared ? (
          <TextField label={say('consent.declared')} value={who} onChange={setWho} letters="code" maxLength={40} />
        ) : null}
        {refused ? <ErrorNotice error={refused} /> : null}
      </div>
    </Dialog>
  );
}
