import type { ReactNode } from 'react';
import type { CallInput } from '../../../domain/ipc.ts';
import { ROLES } from '../../../domain/operator.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import { BusyButton } from '../../parts/busy-button.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { FaultWords } from '../../state/fault-words.ts';
import { useText } from '../../use-text.ts';
import type { PersonChange } from './person-change.ts';

/** What only a manager changes of an account: name, role, whether it is in use, and its lock-out. */
export function PersonMore(props: {
  readonly account: AccountView;
  readonly isLastManager: boolean;
  readonly change: PersonChange;
  readonly onChange: (change: PersonChange) => void;
  readonly wrong: FaultWords;
  readonly send: (order: Omit<CallInput<'change-account'>, 'id'>, said: string) => Promise<void>;
}): ReactNode {
  const { account, isLastManager, change, onChange, wrong, send } = props;
  const { say } = useText();
  const { name, active } = account;
  return (
    <>
      <div className="settings-row">
        <BusyButton
          isDisabled={isLastManager}
          onPress={() => send({ active: !active }, say('settings.people.changed', { name }))}
        >
          {say(active ? 'settings.people.deactivate' : 'settings.people.activate')}
        </BusyButton>
        <BusyButton onPress={() => send({ unlock: true }, say('settings.people.unlocked', { name }))}>
          {say('settings.people.unlock')}
        </BusyButton>
        <span className="field-hint">{say('settings.people.unlock.says')}</span>
      </div>
      <TextField
        label={say('first-run.people.name')}
        value={change.name}
        onChange={(typed) => onChange({ ...change, name: typed })}
        error={wrong('name')}
      />
      <RadioCards
        label={say('first-run.people.role')}
        value={change.role}
        choices={ROLES.map((id) => ({
          id,
          title: say(`operators.role.${id}`),
          words: say(`settings.people.role.${id}`),
          isDisabled: isLastManager && id !== 'manager',
        }))}
        onChange={(role) => onChange({ ...change, role })}
      />
    </>
  );
}
