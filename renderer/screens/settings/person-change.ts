import type { CallInput } from '../../../domain/ipc.ts';
import type { Role } from '../../../domain/operator.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import { type FieldFault, nameFaults, pinFaults } from '../../state/field-faults.ts';

/** What is typed about a person whose account is being changed; an empty PIN stays what it is. */
export interface PersonChange {
  readonly name: string;
  readonly role: Role;
  readonly pin: string;
  readonly pinAgain: string;
}

/** What is wrong with a change, field by field. */
export function changeFaults(
  change: PersonChange,
  account: AccountView,
  accounts: readonly AccountView[],
): readonly FieldFault[] {
  const others = accounts.filter(({ id }) => id !== account.id);
  const { name, pin, pinAgain } = change;
  const hasPin = pin !== '' || pinAgain !== '';
  return [
    ...nameFaults('name', name, others),
    ...(hasPin ? pinFaults('', { id: account.id, name, pin, pinAgain }) : []),
  ];
}

/** What a change asks of the program: only what is different, so that an own PIN asks for nothing else. */
export function changeOf(change: PersonChange, account: AccountView): Omit<CallInput<'change-account'>, 'id'> {
  const name = change.name.trim();
  return {
    ...(name === account.name ? {} : { name }),
    ...(change.role === account.role ? {} : { role: change.role }),
    ...(change.pin === '' && change.pinAgain === '' ? {} : { pin: change.pin }),
  };
}
