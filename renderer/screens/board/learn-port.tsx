import './port-dialogs.css';
import { type ReactNode, useEffect, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { PortId } from '../../../domain/ids.ts';
import type { PortName } from '../../../domain/settings.ts';
import { useCall, useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Notice } from '../../parts/notice.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { attachedNow, pluggedSince } from './hub-tree.ts';
import { isTaken, nextName, withName } from './port-names.ts';
import { phoneOf } from './tile-words.ts';

/** Names the Port into which a phone is plugged next, one after the other. */
export function LearnPort({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { say } = useText();
  const [learned, setLearned] = useState<string | null>(null);
  const found = usePlugged(learned);
  return (
    <Dialog
      title={say('board.learn.title')}
      onClose={onClose}
      foot={<Button onPress={onClose}>{say('board.learn.close')}</Button>}
    >
      <div className="learn">
        {learned && !found ? <Notice kind="info" title={say('board.learn.done', { name: learned })} /> : null}
        {found ? (
          <NamePort key={found} port={found} onLearned={setLearned} />
        ) : (
          <div className="learn-wait" aria-live="polite">
            <Mark name="plug" />
            <p className="learn-words">{say('board.learn.wait')}</p>
            <p className="field-hint">{say('board.learn.wait.words')}</p>
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** The Port that was plugged into since the window opened, or since `learned` changed. */
function usePlugged(learned: string | null): PortId | null {
  const { store } = useDesk();
  const [found, setFound] = useState<{ readonly port: PortId; readonly after: string | null } | null>(null);
  useEffect(() => {
    let before = attachedNow(store.getState().state?.ports ?? []);
    return store.subscribe(({ state }) => {
      const ports = state?.ports ?? [];
      const port = pluggedSince(before, ports);
      before = attachedNow(ports);
      if (port) setFound({ port, after: learned });
    });
  }, [store, learned]);
  return found?.after === learned ? found.port : null;
}

function NamePort(props: { readonly port: PortId; readonly onLearned: (name: string) => void }): ReactNode {
  const { port, onLearned } = props;
  const { store } = useDesk();
  const call = useCall();
  const { say, language } = useText();
  const names = useShelf(({ state }) => state?.settings.ports ?? NONE);
  const model = useShelf(({ state }) => {
    const here = state?.ports.find((one) => one.port === port);
    return here ? phoneOf(here, language).model : null;
  });
  const [name, setName] = useState(() => names.find((one) => one.port === port)?.name ?? nextName(names));
  const taken = isTaken(names, port, name);
  const save = async (): Promise<void> => {
    if (name.trim() === '' || taken) return;
    const known = store.getState().state?.settings.ports ?? [];
    const reply = await call('change-settings', { ports: withName(known, port, name).map((one) => ({ ...one })) });
    if (reply.ok) onLearned(name.trim());
  };
  return (
    <Form
      className="learn"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="learn-words">{say('board.learn.found')}</p>
      <KeyValueList
        facts={[
          {
            key: say('board.learn.port'),
            value: <span className="code">{[port, model].filter(Boolean).join('  ')}</span>,
          },
        ]}
      />
      <TextField
        label={say('board.learn.name')}
        hint={say('board.learn.name.hint')}
        value={name}
        onChange={setName}
        error={taken ? say('board.learn.taken') : null}
        maxLength={24}
        autoFocus
      />
      <BusyButton kind="primary" big mark="check" onPress={save} isDisabled={name.trim() === '' || taken}>
        {say('board.learn.save')}
      </BusyButton>
    </Form>
  );
}

const NONE: readonly PortName[] = [];
