import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { PinField } from '../../parts/text-field.tsx';
import { enterMovesOn } from '../../state/enter-moves-on.ts';
import { faultWords } from '../../state/fault-words.ts';
import { useText } from '../../use-text.ts';
import { changeFaults, changeOf, type PersonChange } from './person-change.ts';
import { PersonMore } from './person-more.tsx';

/** What the window that changes a person is drawn from. */
export interface ChangePersonProps {
  readonly account: AccountView;
  readonly accounts: readonly AccountView[];
  readonly isLastManager: boolean;
  /** False: only the own PIN may be changed. */
  readonly mayAll: boolean;
  readonly onClose: (said: string | null) => void;
}

/** Changes an account: name, role, PIN, whether it is in use, and its lock-out. */
export function ChangePerson(props: ChangePersonProps): ReactNode {
  const { account, accounts, isLastManager, mayAll, onClose } = props;
  const { say, sayByName } = useText();
  const { workstation } = useDesk();
  const [change, setChange] = useState<PersonChange>({
    name: account.name,
    role: account.role,
    pin: '',
    pinAgain: '',
  });
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<RecordedError | null>(null);
  const faults = changeFaults(change, account, accounts);
  const wrong = faultWords(isChecked ? faults : [], sayByName);
  const send = async (order: Omit<CallInput<'change-account'>, 'id'>, said: string): Promise<void> => {
    const reply = await workstation.call('change-account', { id: account.id, ...order });
    if (reply.ok) onClose(said);
    else setError(reply.error);
  };
  const save = async (): Promise<void> => {
    setChecked(true);
    const order = changeOf(change, account);
    if (faults.length === 0) await send(order, say('settings.people.changed', { name: change.name.trim() }));
  };
  const isChanged = Object.keys(changeOf(change, account)).length > 0;
  const pinField = (part: 'pin' | 'pinAgain') => ({
    value: change[part],
    onChange: (value: string) => setChange({ ...change, [part]: value }),
    error: wrong(part),
  });
  return (
    <Dialog
      title={say('settings.people.change-of', { name: account.name })}
      onClose={() => onClose(null)}
      foot={
        <>
          <Button onPress={() => onClose(null)}>{say('window.cancel')}</Button>
          <BusyButton kind="primary" isDisabled={!isChanged} onPress={save}>
            {say('settings.save')}
          </BusyButton>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only leads Enter from field to field; each field is its own control. */}
      <div className="settings-section" onKeyDown={enterMovesOn(() => void save())}>
        {error ? <ErrorNotice error={error} /> : null}
        {isLastManager && mayAll ? <Notice kind="info" title={say('settings.people.last-manager')} /> : null}
        {mayAll ? <PersonMore {...{ account, isLastManager, change, wrong, send }} onChange={setChange} /> : null}
        <PinField {...pinField('pin')} label={say('settings.people.new-pin')} hint={say('first-run.people.pin.hint')} />
        <PinField {...pinField('pinAgain')} label={say('first-run.people.pin-again')} />
      </div>
    </Dialog>
  );
}
