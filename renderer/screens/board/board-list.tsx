import './board-list.css';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { useShallow } from 'zustand/react/shallow';
import type { PortId } from '../../../domain/ids.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useText } from '../../use-text.ts';
import { densityFor, READERS_HEIGHT } from './port-groups.ts';
import { Tile } from './tile.tsx';
import { useWindowRoom } from './use-window-room.ts';

interface TileItem {
  readonly id: PortId;
  readonly name: string;
}

/** All tiles in their order; arrow keys move, Space selects, Shift selects a range, Enter opens. */
export function BoardList(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  // Flat and compared by value: progress changes neither the order nor the names, so the list is not drawn again for it.
  const flat = useShelf(
    useShallow(({ state }) => (state?.ports ?? []).flatMap(({ port, name }) => [port, name ?? port])),
  );
  const items = useMemo(() => tileItems(flat), [flat]);
  const setting = useShelf(({ state }) => state?.settings.density ?? 'auto');
  const window = useWindowRoom();
  const hasReaders = useShelf(({ state }) => (state?.readers.length ?? 0) > 0);
  const room = { ...window, height: window.height - (hasReaders ? READERS_HEIGHT : 0) };
  const selected = useShelf((shelf) => shelf.selected);
  const frame = useRef<HTMLDivElement>(null);
  usePointed(frame);
  useEnterOpens(frame);
  return (
    <GridList
      ref={frame}
      className="board-list"
      data-density={densityFor(setting, items.length, room)}
      aria-label={say('board.list')}
      layout="grid"
      selectionMode="multiple"
      disallowTypeAhead
      keyboardNavigationBehavior="tab"
      items={items}
      selectedKeys={selected}
      onSelectionChange={(keys) => store.setState({ selected: portsAmong(keys, items) })}
      onAction={(key) => store.setState({ open: items.find(({ id }) => id === key)?.id ?? null })}
    >
      {({ id, name }) => (
        <GridListItem id={id} textValue={name} className="board-tile">
          <Tile id={id} />
          <Checkbox slot="selection" className="tile-check">
            <span className="check-box">
              <Mark name="check" />
            </span>
          </Checkbox>
        </GridListItem>
      )}
    </GridList>
  );
}

/** The Ports that are selected. The set that came is kept as it is: it knows where a range began, and a copy would not. */
function portsAmong(keys: 'all' | ReadonlySet<unknown>, items: readonly TileItem[]): ReadonlySet<PortId> {
  const all = new Set(items.map(({ id }) => id));
  if (keys === 'all') return all;
  const areAllPorts = (some: ReadonlySet<unknown>): some is ReadonlySet<PortId> =>
    [...some].every((key) => (all as ReadonlySet<unknown>).has(key));
  return areAllPorts(keys) ? keys : new Set([...all].filter((id) => keys.has(id)));
}

function tileItems(flat: readonly string[]): readonly TileItem[] {
  return flat.flatMap((id, at) => (at % 2 === 0 ? [{ id: id as PortId, name: flat[at + 1] ?? id }] : []));
}

/** Lets Enter on a tile open it also while tiles are selected; the list itself would then select by Enter as well as by Space. */
function useEnterOpens(frame: { readonly current: HTMLDivElement | null }): void {
  const { store } = useDesk();
  useEffect(() => {
    const list = frame.current;
    const take = (event: KeyboardEvent): void => {
      const key = event.target instanceof HTMLElement ? event.target.dataset['key'] : undefined;
      if (event.key !== 'Enter' || event.isComposing || key === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const port = store.getState().state?.ports.find((one) => one.port === key);
      if (port) store.setState({ open: port.port });
    };
    list?.addEventListener('keydown', take, { capture: true });
    return () => list?.removeEventListener('keydown', take, { capture: true });
  }, [frame, store]);
}

/** Gives the focus to the tile that a scan or a list led to, once. */
function usePointed(frame: { readonly current: HTMLDivElement | null }): void {
  const { store } = useDesk();
  const pointed = useShelf((shelf) => shelf.pointed);
  useEffect(() => {
    if (!pointed) return;
    const tiles = [...(frame.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])];
    const tile = tiles.find(({ dataset }) => dataset['key'] === pointed.port);
    tile?.focus();
    tile?.scrollIntoView({ block: 'nearest' });
    store.setState({ pointed: null });
  }, [frame, pointed, store]);
}
