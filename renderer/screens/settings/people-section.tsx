import { type ReactNode, useState } from 'react';
import type { AccountView } from '../../../domain/window-state.ts';
import { useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useMayAnswer } from '../../state/use-may-answer.ts';
import { useText } from '../../use-text.ts';
import { AddPerson } from './add-person.tsx';
import { ChangePerson } from './change-person.tsx';

type Open = { readonly is: 'add' } | { readonly is: 'change'; readonly account: AccountView } | null;

/** Who has an account here, and what each may do. */
export function PeopleSection(): ReactNode {
  const { say } = useText();
  const may = useMayAnswer('change-operators');
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState<string | null>(null);
  const managers = accounts.filter(({ role, active }) => role === 'manager' && active);
  const close = (said: string | null): void => {
    setOpen(null);
    setDone(said);
  };
  return (
    <div className="settings-section">
      <p>{say(accounts.length === 0 ? 'settings.people.none' : 'settings.people.says')}</p>
      {managers.length === 1 ? <Notice kind="info" title={say('settings.people.one-manager')} /> : null}
      <NotAllowed may={may} />
      <div className="settings-row">
        <Button mark="plus" isDisabled={!may.allowed} onPress={() => setOpen({ is: 'add' })}>
          {say('settings.people.add')}
        </Button>
        <span role="status" className="settings-saved">
          {done}
        </span>
      </div>
      {accounts.length > 0 ? (
        <PeopleTable accounts={accounts} onChange={(account) => setOpen({ is: 'change', account })} />
      ) : null}
      {open?.is === 'add' ? <AddPerson accounts={accounts} onClose={close} /> : null}
      {open?.is === 'change' ? (
        <ChangePerson
          account={open.account}
          accounts={accounts}
          isLastManager={managers.length === 1 && managers[0]?.id === open.account.id}
          mayAll={may.allowed}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

function PeopleTable(props: {
  readonly accounts: readonly AccountView[];
  readonly onChange: (account: AccountView) => void;
}): ReactNode {
  const { accounts, onChange } = props;
  const { say } = useText();
  const may = useMayAnswer('change-operators');
  const here = useShelf(({ state }) => (state?.attendance.is === 'present' ? state.attendance.account.id : null));
  return (
    <table className="settings-table">
      <thead>
        <tr>
          <th scope="col">{say('settings.people.column.name')}</th>
          <th scope="col">{say('settings.people.column.id')}</th>
          <th scope="col">{say('settings.people.column.role')}</th>
          <th scope="col">{say('settings.people.column.active')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id} className={account.active ? '' : 'settings-inactive'}>
            <th scope="row">
              {account.name} {account.id === here ? <small>{say('settings.people.you')}</small> : null}
            </th>
            <td className="code">{account.id}</td>
            <td>
              {say(`operators.role.${account.role}`)}
              <div className="field-hint">{say(`settings.people.role.${account.role}`)}</div>
            </td>
            <td>{say(account.active ? 'operators.active' : 'operators.inactive')}</td>
            <td>
              {may.allowed || account.id === here ? (
                <Button mark="pencil" onPress={() => onChange(account)}>
                  {say(may.allowed ? 'settings.people.change' : 'settings.people.own-pin')}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
