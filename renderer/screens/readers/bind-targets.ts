import { isAnotherModel } from '../../../domain/chip-binding.ts';
import type { ChipWaiting, ReadingView } from '../../../domain/chip-view.ts';
import type { RecordId } from '../../../domain/ids.ts';
import type { RecordFound } from '../../../domain/record-view.ts';
import type { PortView, WindowState } from '../../../domain/window-state.ts';
import type { PhoneRef } from '../../state/store.ts';
import { plainNumber } from '../phone/phone-words.ts';

/** A phone that a reading can be bound to, with everything by which a person knows it. */
export interface BindTarget {
  readonly id: string;
  readonly phone: PhoneRef;
  /** Null: its record begins with this reading. */
  readonly record: RecordId | null;
  /** What its Port is called; null when it is on none. */
  readonly port: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  /** Every name by which the phone calls its model. */
  readonly modelNames: readonly string[];
  readonly imei: string | null;
  readonly serial: string | null;
  /** Null where it is not known before the program looks into the record. */
  readonly isIphone: boolean | null;
}

function isIphoneOn({ mode, job, chip }: PortView): boolean {
  return (job?.chip ?? chip)?.iphone !== undefined || mode?.startsWith('iphone') === true;
}

function ofPort(view: PortView): readonly BindTarget[] {
  const { port, name, mode, phone, job, chip } = view;
  const read = phone === 'reading' ? null : phone;
  if (job === null && (mode === null || read === null)) return [];
  const record = job?.record ?? chip?.record ?? null;
  const { maker = null, model = null, modelNames = [], serial = null } = job ?? read ?? {};
  return [
    {
      id: `port ${port}`,
      phone: record === null ? { is: 'port', port } : { is: 'record', record },
      record,
      port: name ?? port,
      maker,
      model,
      modelNames,
      imei: job ? job.imei : (read?.imeis[0] ?? null),
      serial,
      isIphone: isIphoneOn(view),
    },
  ];
}

/** A record that was found, as a phone that a reading can be bound to. */
export function targetOfRecord(
  found: Pick<RecordFound | ChipWaiting, 'record' | 'maker' | 'model' | 'modelNames' | 'imei' | 'serial'>,
): BindTarget {
  const { record, maker, model, modelNames = [], imei, serial } = found;
  const numbers = { maker, model, modelNames, imei, serial };
  return {
    id: `record ${record}`,
    phone: { is: 'record', record },
    record,
    port: null,
    ...numbers,
    isIphone: null,
  };
}

function ofWaiting(waiting: ChipWaiting): BindTarget {
  return { ...targetOfRecord(waiting), isIphone: waiting.chip.iphone !== undefined };
}

/** Whether a reading can be no reading of that phone: an iPhone is given its one poll alone, and no other phone is. */
export function isWrongScan({ isIphone }: Pick<BindTarget, 'isIphone'>, { scan }: Pick<ReadingView, 'scan'>): boolean {
  return isIphone !== null && isIphone !== (scan === 'iphone');
}

/** The model that the chip's container names, where it is another than every name that the phone has; null otherwise. */
export function otherModelOf(
  { model, modelNames }: Pick<BindTarget, 'model' | 'modelNames'>,
  { container }: Pick<ReadingView, 'container'>,
): string | null {
  const told = container?.model ?? '';
  return isAnotherModel(told, [model, ...modelNames]) ? told : null;
}

/** The phones that are at hand: those of the board in its order, then those that wait for their chip; the one under which this chip was read before comes first. */
export function bindTargets(
  { ports, chipsWaiting }: Pick<WindowState, 'ports' | 'chipsWaiting'>,
  { seenIn }: Pick<ReadingView, 'seenIn'>,
): readonly BindTarget[] {
  const onBoard = ports.flatMap(ofPort);
  const known = new Set(onBoard.map(({ record }) => record));
  const away = chipsWaiting.filter(({ record }) => !known.has(record)).map(ofWaiting);
  const all = [...onBoard, ...away];
  return seenIn === null ? all : all.toSorted((a, b) => Number(b.record === seenIn) - Number(a.record === seenIn));
}

const QR_TEXT = /^hakushi:1:([A-Za-z0-9._:-]+):[0-9a-f]+$/i;

/** The text that a record is looked for by: the record of a paper's QR code, or the text as it was read. */
export function recordText(text: string): string {
  const typed = text.normalize('NFKC').trim();
  return QR_TEXT.exec(typed)?.[1] ?? typed;
}

interface Numbered {
  readonly record: RecordId | null;
  readonly imei: string | null;
  readonly serial: string | null;
}

function byScan<One extends Numbered>(all: readonly One[], text: string): One | null {
  const wanted = [plainNumber(text), recordText(text)];
  const found = all.filter(({ record, imei, serial }) =>
    [record, imei, serial].some((number) => number !== null && wanted.includes(number)),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The phone at hand that a scanned text names by IMEI, serial number, record or QR code; null when none or more than one does. */
export function targetByScan(targets: readonly BindTarget[], text: string): BindTarget | null {
  return byScan(targets, text);
}

/** The waiting record that a scanned text names; null when none or more than one does. */
export function waitingByScan(waiting: readonly ChipWaiting[], text: string): ChipWaiting | null {
  return byScan(waiting, text);
}
