import type { PortView } from '../../domain/window-state.ts';
import { groupOf } from '../screens/board/port-groups.ts';
import { actsOf } from '../screens/board/selection.ts';
import type { ScanCommand } from '../state/scan-commands.ts';
import type { Store } from '../state/store.ts';
import { mayNow } from '../use-may.ts';
import { closeTopmost, moveFocus, pressFocused } from './move-focus.ts';

function portsOf(store: Store): readonly PortView[] {
  return store.getState().state?.ports ?? [];
}

function selectReady(store: Store): void {
  const ready = portsOf(store).filter((port) => groupOf(port) === 'ready');
  store.setState({ screen: 'board', selected: new Set(ready.map(({ port }) => port)) });
}

/** Selects the tile that has the focus, or takes it out of the selection. */
function pick(store: Store): void {
  const key = document.activeElement?.closest('.board-tile')?.getAttribute('data-key');
  const port = portsOf(store).find((one) => one.port === key)?.port;
  if (!port) return;
  const selected = new Set(store.getState().selected);
  if (!selected.delete(port)) selected.add(port);
  store.setState({ selected });
}

function start(store: Store): void {
  const { state, selected, sheet } = store.getState();
  const ports = actsOf(portsOf(store).filter(({ port }) => selected.has(port))).start;
  const may = state !== null && mayNow(state.attendance, 'start-job');
  if (may && !sheet && ports.length > 0) store.setState({ open: null, sheet: { is: 'consent', ports } });
}

/** Reviews the selected jobs that wait for it; where none is selected, all that wait. */
function review(store: Store): void {
  const { state, selected, sheet } = store.getState();
  const chosen = actsOf(portsOf(store).filter(({ port }) => selected.has(port))).review;
  const waiting = (state?.waiting ?? []).map(({ id }) => id);
  const jobs = chosen.length > 0 ? chosen : [...actsOf(portsOf(store)).review, ...waiting];
  if (!sheet && jobs.length > 0) store.setState({ open: null, sheet: { is: 'review', jobs } });
}

const ACTS: Readonly<Record<ScanCommand, (store: Store) => void>> = {
  all: selectReady,
  pick,
  start,
  review,
  next: () => moveFocus(1),
  back: () => moveFocus(-1),
  ok: pressFocused,
  close: closeTopmost,
};

/** Does what a scanned command orders; it can do nothing that keys and buttons could not do at that moment. */
export function doCommand(store: Store, command: ScanCommand): void {
  ACTS[command](store);
}
