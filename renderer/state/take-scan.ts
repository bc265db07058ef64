import type { PortId } from '../../domain/ids.ts';
import type { PortView } from '../../domain/window-state.ts';
import type { Store } from './store.ts';

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

function numbersOf({ port, name, serial, phone, job }: PortView): readonly (string | null)[] {
  const read = phone !== null && phone !== 'reading' ? [phone.serial, ...phone.imeis] : [];
  return [port, name, serial, ...read, job?.id ?? null, job?.record ?? null, job?.imei ?? null, job?.serial ?? null];
}

/** The Port that a scanned text names: by its name, its id, or the serial number, IMEI, record or job on it; null when none or more than one does. */
export function portOfScan(ports: readonly PortView[], text: string): PortId | null {
  const wanted = fold(text);
  if (wanted === '') return null;
  const found = ports.filter((port) => numbersOf(port).some((number) => number !== null && fold(number) === wanted));
  return found.length === 1 ? (found[0]?.port ?? null) : null;
}

/** Leads to what a scanned text names: the tile of a Port, or else the records that hold the text. */
export function takeScan(store: Store, text: string): void {
  const port = portOfScan(store.getState().state?.ports ?? [], text);
  if (port) store.setState({ screen: 'board', pointed: { port } });
  else store.setState({ screen: 'records', lookFor: text.trim(), record: null });
}
