import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { ReaderId } from '../../../domain/ids.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import type { PortView } from '../../../domain/window-state.ts';
import { useCall, useShelf } from '../../desk.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useText } from '../../use-text.ts';
import { nameOf, phoneOf } from '../board/tile-words.ts';

type Laid = CallInput<'lay-on-practice-reader'>['what'];
const NO_PORTS: readonly PortView[] = [];

/** Lays a practice phone or a practice chip on a practice reader, as a hand would; draws nothing for a real one. */
export function LayOnReader({ reader }: { readonly reader: ReaderId }): ReactNode {
  return reader.startsWith('practice:') ? <LayMenu reader={reader} /> : null;
}

function LayMenu({ reader }: { readonly reader: ReaderId }): ReactNode {
  const call = useCall();
  const { say, language } = useText();
  const { value: chips } = useAnswer('list-practice-chips', {});
  // A phone that was erased has its debugging off and shows on no bus; it is still in somebody's hand.
  const ports = useShelf(({ state }) => state?.ports ?? NO_PORTS).filter(({ mode, job }) => mode !== null || job);
  const lay = (what: Laid): void => void call('lay-on-practice-reader', { reader, what });
  return (
    <MenuTrigger>
      <Button className="button button-plain">
        <Mark name="practice" />
        <span>{say('readers.lay')}</span>
        <Mark name="down" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu>
          <MenuItem id=":nothing" className="option" onAction={() => lay({ is: 'nothing' })}>
            <Mark name="close" />
            {say('readers.lay.nothing')}
          </MenuItem>
          {ports.length > 0 ? (
            <MenuSection>
              <Header className="option-head">{say('readers.lay.phones')}</Header>
              {ports.map((port) => (
                <MenuItem
                  key={port.port}
                  id={port.port}
                  className="option"
                  onAction={() => lay({ is: 'phone', port: port.port })}
                >
                  <Mark name="phone" />
                  {[nameOf(port), phoneOf(port, language).model].filter((part) => part !== null).join('  ')}
                </MenuItem>
              ))}
            </MenuSection>
          ) : null}
          {chips && chips.length > 0 ? (
            <MenuSection>
              <Header className="option-head">{say('readers.lay.chips')}</Header>
              {chips.map((chip) => (
                <MenuItem
                  key={chip.name}
                  id={`chip ${chip.name}`}
                  className="option"
                  onAction={() => lay({ is: 'chip', chip: chip.name })}
                >
                  <Mark name="chip" />
                  {chip.says[language]}
                </MenuItem>
              ))}
            </MenuSection>
          ) : null}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
