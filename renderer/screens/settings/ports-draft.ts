import type { PortId } from '../../../domain/ids.ts';
import type { PortName } from '../../../domain/settings.ts';
import type { PortView } from '../../../domain/window-state.ts';
import type { FieldFault } from '../../state/field-faults.ts';

/** One Port as it is being named; its place follows from its order. */
export interface PortDraft {
  readonly port: PortId;
  readonly name: string;
  readonly twin: PortId | null;
}

/** The most letters of a Port's name. */
export const MOST_PORT_NAME = 24;

/** All Ports that have a name or are on the board, in the order of their places. */
export function draftsOf(names: readonly PortName[], ports: readonly PortView[]): readonly PortDraft[] {
  const named = names.toSorted((a, b) => a.place - b.place).map(({ port, name, twin }) => ({ port, name, twin }));
  const known = new Set(named.flatMap(({ port, twin }) => [port, twin]));
  const others = ports.filter(({ port }) => !known.has(port)).toSorted((a, b) => a.place - b.place);
  return [...named, ...others.map(({ port }) => ({ port, name: '', twin: null }))];
}

/** The drafts with one moved a place forward or back; at an end it stays. */
export function moved(drafts: readonly PortDraft[], port: PortId, by: -1 | 1): readonly PortDraft[] {
  const at = drafts.findIndex((one) => one.port === port);
  const one = drafts[at];
  const other = drafts[at + by];
  if (one === undefined || other === undefined) return drafts;
  return drafts.map((draft, place) => (place === at ? other : place === at + by ? one : draft));
}

/** The drafts in the order in which their sockets were used; the rest keeps its order behind them. */
export function inOrderOf(drafts: readonly PortDraft[], learned: readonly PortId[]): readonly PortDraft[] {
  const first = learned.map(
    (port) => drafts.find((one) => one.port === port || one.twin === port) ?? { port, name: '', twin: null },
  );
  const used = new Set(first.map(({ port }) => port));
  return [...first, ...drafts.filter(({ port }) => !used.has(port))];
}

/** What a Port is called when nobody named it: the number of its place. */
export function nameOf({ name }: PortDraft, place: number): string {
  return name.trim() === '' ? String(place) : name.trim();
}

/** What is wrong with the names and pairs. */
export function draftFaults(drafts: readonly PortDraft[]): readonly FieldFault[] {
  const names = drafts.map((draft, at) => nameOf(draft, at + 1));
  const twins = drafts.flatMap(({ twin }) => (twin ? [twin] : []));
  const rows = new Map(drafts.map((draft) => [draft.port, draft]));
  return drafts.flatMap(({ port, twin }, at): FieldFault[] => {
    const isTwice = names.indexOf(names[at] ?? '') !== at;
    const isPaired =
      twin !== null && (twins.indexOf(twin) !== twins.lastIndexOf(twin) || (rows.get(twin)?.twin ?? null) !== null);
    return [
      ...(isTwice ? [{ field: `name.${port}`, says: 'settings.ports.wrong.twice' } as const] : []),
      ...(isPaired ? [{ field: `twin.${port}`, says: 'settings.ports.wrong.twin' } as const] : []),
    ];
  });
}

/** The names as the program keeps them: places from 1, and no row for a Port that is only another's twin. */
export function namesFrom(drafts: readonly PortDraft[]): readonly PortName[] {
  const twins = new Set(drafts.map(({ twin }) => twin));
  return drafts
    .filter(({ port }) => !twins.has(port))
    .map((draft, at) => ({ port: draft.port, name: nameOf(draft, at + 1), place: at + 1, twin: draft.twin }));
}

/** The Ports that got a phone between two looks at the board, in the order of the board. */
export function newlyAttached(before: ReadonlySet<PortId>, ports: readonly PortView[]): readonly PortId[] {
  return ports.filter(({ port, mode }) => mode !== null && !before.has(port)).map(({ port }) => port);
}

/** The Ports that have a phone now. */
export function attachedNow(ports: readonly PortView[]): ReadonlySet<PortId> {
  return new Set(ports.filter(({ mode }) => mode !== null).map(({ port }) => port));
}
