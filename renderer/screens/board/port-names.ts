import type { PortId } from '../../../domain/ids.ts';
import type { PortName } from '../../../domain/settings.ts';

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

const inOrder = (names: readonly PortName[]): readonly PortName[] => names.toSorted((a, b) => a.place - b.place);

const placed = (names: readonly PortName[]): readonly PortName[] =>
  names.map((name, at) => ({ ...name, place: at + 1 }));

/** Tells whether another Port has this name already, written in any width or case. */
export function isTaken(names: readonly PortName[], port: PortId, name: string): boolean {
  return names.some((one) => one.port !== port && one.twin !== port && fold(one.name) === fold(name));
}

const withoutTwin = (one: PortName, twin: PortId | null): PortName =>
  one.twin === twin ? { ...one, twin: null } : one;

/** The names after a Port got one: it keeps its place, and a new one comes last. */
export function withName(names: readonly PortName[], port: PortId, name: string): readonly PortName[] {
  const trimmed = name.trimStart();
  const isKnown = names.some((one) => one.port === port);
  // A Port with a name of its own is no other word for another one.
  const renamed = names.map((one) => (one.port === port ? { ...one, name: trimmed } : withoutTwin(one, port)));
  return placed(isKnown ? inOrder(renamed) : [...inOrder(renamed), { port, name: trimmed, place: 0, twin: null }]);
}

/** The names after one was moved up (-1) or down (1); at an end it stays. */
export function moved(names: readonly PortName[], port: PortId, by: -1 | 1): readonly PortName[] {
  const sorted = [...inOrder(names)];
  const from = sorted.findIndex((one) => one.port === port);
  const [one] = sorted.splice(from, 1);
  if (from === -1 || !one) return placed(inOrder(names));
  sorted.splice(Math.max(0, from + by), 0, one);
  return placed(sorted);
}

/** The names without that of a Port. */
export function without(names: readonly PortName[], port: PortId): readonly PortName[] {
  return placed(inOrder(names).filter((one) => one.port !== port));
}

/** The names after a Port was given another id of the same socket, or none; that id has no name of its own any more. */
export function withTwin(names: readonly PortName[], port: PortId, twin: PortId | null): readonly PortName[] {
  if (twin === port || !names.some((one) => one.port === port)) return placed(inOrder(names));
  const kept = inOrder(names.filter((one) => one.port !== twin));
  return placed(kept.map((one) => (one.port === port ? { ...one, twin } : withoutTwin(one, twin))));
}

/** The name that the next Port is likely to get: the last one's with its number raised, from A8 to A9. */
export function nextName(names: readonly PortName[]): string {
  const [, letters = '', digits = ''] = /^(.*?)(\d{1,4})$/.exec(inOrder(names).at(-1)?.name ?? 'A0') ?? [];
  return digits === '' ? '' : `${letters}${Number(digits) + 1}`;
}
