import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useCall, useDesk, useShelf } from '../desk.tsx';
import { Mark } from '../parts/mark.tsx';
import { useText } from '../use-text.ts';

/** Who is at the workstation, and how somebody else takes over; where there are no accounts it says that names are declared. */
export function PersonMenu(): ReactNode {
  const { store } = useDesk();
  const call = useCall();
  const { say } = useText();
  const attendance = useShelf(({ state }) => state?.attendance ?? null);
  const accounts = useShelf(({ state }) => state?.accounts ?? null);
  if (attendance?.is !== 'present') {
    const words = attendance?.is === 'not-needed' ? say('window.person.declared') : say('window.person.nobody');
    return (
      <span className="bar-person">
        <Mark name="user" />
        {words}
      </span>
    );
  }
  const { account } = attendance;
  const others = (accounts ?? []).filter(({ id, active }) => active && id !== account.id);
  return (
    <MenuTrigger>
      <Button className="button button-quiet bar-person">
        <Mark name="user" />
        <span className="only-spoken">{say('window.person')}: </span>
        <span className="bar-person-words">
          {account.name}
          <small>{say(`operators.role.${account.role}`)}</small>
        </span>
        <Mark name="down" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu>
          {others.map(({ id, name }) => (
            <MenuItem key={id} id={id} className="option" onAction={() => store.setState({ takeOver: id })}>
              <Mark name="users" />
              {say('window.person.switch', { name })}
            </MenuItem>
          ))}
          <MenuItem id=":leave" className="option" onAction={() => void call('log-out', {})}>
            <Mark name="close" />
            {say('window.person.leave')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
