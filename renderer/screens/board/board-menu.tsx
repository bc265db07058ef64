import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { DENSITIES } from '../../../domain/settings.ts';
import { useCall, useShelf } from '../../desk.tsx';
import { Mark } from '../../parts/mark.tsx';
import type { MarkName } from '../../parts/mark-shapes.ts';
import { useMay } from '../../use-may.ts';
import { useText } from '../../use-text.ts';
import { HubView } from './hub-view.tsx';
import { LearnPort } from './learn-port.tsx';
import { OrderPorts } from './order-ports.tsx';
import { isDensity } from './port-groups.ts';
import { ScanSheet } from './scan-sheet.tsx';
import { useBoardKeys } from './use-board-keys.ts';

type Opened = 'learn' | 'order' | 'hubs' | 'scan';
const WINDOWS: readonly { readonly id: Opened; readonly mark: MarkName; readonly key: string }[] = [
  { id: 'learn', mark: 'plug', key: 'L' },
  { id: 'order', mark: 'pencil', key: 'O' },
  { id: 'hubs', mark: 'hub', key: 'H' },
  { id: 'scan', mark: 'scan', key: 'B' },
];

const NEEDS_RIGHT: ReadonlySet<Opened> = new Set(['learn', 'order']);

/** How the board is set up: size of tiles, names, order, hubs. */
export function BoardMenu(): ReactNode {
  const { say } = useText();
  const mayChange = useMay('change-settings');
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  useBoardKeys({
    h: () => setOpened('hubs'),
    b: () => setOpened('scan'),
    ...(mayChange ? { l: () => setOpened('learn'), o: () => setOpened('order') } : {}),
  });
  return (
    <>
      <MenuTrigger>
        <Button className="button button-plain">
          <Mark name="settings" />
          <span className="board-menu-words">{say('board.act.more')}</span>
          <Mark name="down" />
        </Button>
        <Popover className="popover" placement="bottom end">
          <MenuItems mayChange={mayChange} onOpen={setOpened} />
        </Popover>
      </MenuTrigger>
      {opened === 'learn' ? <LearnPort onClose={close} /> : null}
      {opened === 'order' ? <OrderPorts onClose={close} /> : null}
      {opened === 'hubs' ? <HubView onClose={close} /> : null}
      {opened === 'scan' ? <ScanSheet onClose={close} /> : null}
    </>
  );
}

function MenuItems(props: { readonly mayChange: boolean; readonly onOpen: (which: Opened) => void }): ReactNode {
  const { mayChange, onOpen } = props;
  const call = useCall();
  const { say } = useText();
  const density = useShelf(({ state }) => state?.settings.density ?? 'auto');
  const isRackThere = useShelf(({ state }) => state?.rack.is === 'running');
  const choose = ([key]: readonly unknown[]): void => {
    if (isDensity(key)) void call('change-comfort', { density: key });
  };
  return (
    <Menu>
      <MenuSection>
        {WINDOWS.map(({ id, mark, key }) => (
          <MenuItem
            key={id}
            id={id}
            className="option"
            textValue={say(`board.act.${id}`)}
            isDisabled={!mayChange && NEEDS_RIGHT.has(id)}
            onAction={() => onOpen(id)}
          >
            <Mark name={mark} />
            <span className="option-words">{say(`board.act.${id}`)}</span>
            <kbd>{key}</kbd>
          </MenuItem>
        ))}
        {isRackThere ? (
          <MenuItem id="end-practice" className="option" onAction={() => void call('stop-practice', {})}>
            <Mark name="practice" />
            {say('board.act.end-practice')}
          </MenuItem>
        ) : null}
      </MenuSection>
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[density]}
        onSelectionChange={(keys) => choose([...keys])}
      >
        <Header className="option-head">{say('board.density')}</Header>
        {DENSITIES.map((id) => (
          <MenuItem key={id} id={id} className="option" textValue={say(`board.density.${id}`)}>
            <span className="option-check">{id === density ? <Mark name="check" /> : null}</span>
            {say(`board.density.${id}`)}
          </MenuItem>
        ))}
      </MenuSection>
    </Menu>
  );
}
