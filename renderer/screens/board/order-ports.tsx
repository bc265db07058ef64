import './port-dialogs.css';
import { type ReactNode, useState } from 'react';
import type { PortId } from '../../../domain/ids.ts';
import type { PortName } from '../../../domain/settings.ts';
import { useCall, useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button, MarkButton } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { isTaken, moved, withName, without, withTwin } from './port-names.ts';

const NO_TWIN = ':none';

/** Changes names, order and twins of the Ports that have been learned; nothing changes before it is saved. */
export function OrderPorts({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { store } = useDesk();
  const call = useCall();
  const { say } = useText();
  const [names, setNames] = useState(() =>
    (store.getState().state?.settings.ports ?? []).toSorted((a, b) => a.place - b.place),
  );
  const isUnfit = names.some(({ port, name }) => name.trim() === '' || isTaken(names, port, name));
  const save = async (): Promise<void> => {
    const reply = await call('change-settings', { ports: names.map((one) => ({ ...one, name: one.name.trim() })) });
    if (reply.ok) onClose();
  };
  return (
    <Dialog
      title={say('board.order.title')}
      onClose={onClose}
      wide
      foot={
        <>
          <Button onPress={onClose}>{say('window.cancel')}</Button>
          <BusyButton kind="primary" onPress={save} isDisabled={isUnfit}>
            {say('window.save')}
          </BusyButton>
        </>
      }
    >
      {names.length === 0 ? (
        <p>{say('board.order.empty')}</p>
      ) : (
        <p className="field-hint">{say('board.order.words')}</p>
      )}
      <ol className="order">
        {names.map((one) => (
          <OrderLine key={one.port} one={one} names={names} onChange={(next) => setNames([...next])} />
        ))}
      </ol>
    </Dialog>
  );
}

function OrderLine(props: {
  readonly one: PortName;
  readonly names: readonly PortName[];
  readonly onChange: (names: readonly PortName[]) => void;
}): ReactNode {
  const { one, names, onChange } = props;
  const { port, name, place, twin } = one;
  const { say } = useText();
  const ports = useShelf(({ state }) => state?.ports ?? null);
  const named = new Set(names.map((other) => other.port));
  // A Port with a name of its own is another socket, not another word for this one.
  const unnamed = (ports ?? []).map((other) => other.port).filter((id) => !named.has(id) && id !== twin);
  const candidates: readonly PortId[] = twin === null ? unnamed : [twin, ...unnamed];
  const choose = (id: string): void => onChange(withTwin(names, port, candidates.find((one) => one === id) ?? null));
  return (
    <li className="order-line">
      <span className="order-place num">{place}</span>
      <div className="order-name">
        <TextField
          label={`${say('board.order.name')} (${port})`}
          value={name}
          maxLength={24}
          onChange={(next) => onChange(withName(names, port, next))}
          error={isTaken(names, port, name) ? say('board.learn.taken') : null}
        />
      </div>
      <div className="order-twin">
        <SelectField
          label={say('board.order.twin')}
          value={twin ?? NO_TWIN}
          choices={[
            { id: NO_TWIN, title: say('board.order.twin.none') },
            ...candidates.map((id) => ({ id: id as string, title: id as string })),
          ]}
          onChange={choose}
        />
      </div>
      <div className="order-acts">
        <MarkButton
          mark="up"
          label={say('board.order.up', { name })}
          onPress={() => onChange(moved(names, port, -1))}
        />
        <MarkButton
          mark="down"
          label={say('board.order.down', { name })}
          onPress={() => onChange(moved(names, port, 1))}
        />
        <MarkButton
          mark="close"
          label={say('board.order.forget', { name })}
          onPress={() => onChange(without(names, port))}
        />
      </div>
    </li>
  );
}
