import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import { ROLES, type Role } from '../../../domain/operator.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { PinField, TextField } from '../../parts/text-field.tsx';
import { enterMovesOn } from '../../state/enter-moves-on.ts';
import { faultWords } from '../../state/fault-words.ts';
import { idFaults, nameFaults, pinFaults } from '../../state/field-faults.ts';
import { useText } from '../../use-text.ts';

/** Asks for a new person; the first one is a manager. */
export function AddPerson(props: {
  readonly accounts: readonly AccountView[];
  readonly onClose: (said: string | null) => void;
}): ReactNode {
  const { accounts, onClose } = props;
  const { say, sayByName } = useText();
  const { workstation } = useDesk();
  const [draft, setDraft] = useState({ name: '', id: '', pin: '', pinAgain: '' });
  const [role, setRole] = useState<Role>(accounts.length === 0 ? 'manager' : 'operator');
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<RecordedError | null>(null);
  const faults = [
    ...nameFaults('name', draft.name, accounts),
    ...idFaults('id', draft.id.trim(), accounts),
    ...pinFaults('', draft),
  ];
  const wrong = faultWords(isChecked ? faults : [], sayByName);
  const add = async (): Promise<void> => {
    setChecked(true);
    if (faults.length > 0) return;
    const { name, id, pin } = draft;
    const reply = await workstation.call('add-account', { name: name.trim(), id: id.trim(), role, pin });
    if (reply.ok) onClose(say('settings.people.added', { name: reply.value.name }));
    else setError(reply.error);
  };
  const field = (part: keyof typeof draft) => ({
    value: draft[part],
    onChange: (value: string) => setDraft({ ...draft, [part]: value }),
    error: wrong(part),
  });
  return (
    <Dialog
      title={say('settings.people.add')}
      onClose={() => onClose(null)}
      foot={
        <>
          <Button onPress={() => onClose(null)}>{say('window.cancel')}</Button>
          <BusyButton kind="primary" onPress={add}>
            {say('settings.people.add')}
          </BusyButton>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only leads Enter from field to field; each field is its own control. */}
      <div className="settings-section" onKeyDown={enterMovesOn(() => void add())}>
        {error ? <ErrorNotice error={error} /> : null}
        <TextField {...field('name')} label={say('first-run.people.name')} autoFocus />
        <TextField
          {...field('id')}
          label={say('first-run.people.id')}
          letters="code"
          hint={say('first-run.people.id.hint')}
        />
        <RadioCards
          label={say('first-run.people.role')}
          value={role}
          choices={ROLES.map((id) => ({
            id,
            title: say(`operators.role.${id}`),
            words: say(`settings.people.role.${id}`),
            isDisabled: accounts.length === 0 && id !== 'manager',
          }))}
          onChange={setRole}
        />
        <PinField {...field('pin')} label={say('first-run.people.pin')} hint={say('first-run.people.pin.hint')} />
        <PinField {...field('pinAgain')} label={say('first-run.people.pin-again')} />
      </div>
    </Dialog>
  );
}
