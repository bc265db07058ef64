import { WorkstationError } from '../../../domain/errors.ts';
import type { ClaimableDevice } from './claimable-device.ts';
import { ClaimedReader } from './claimed-reader.ts';
import { type FromDevice, type ToDevice, toDeviceSchema } from './device-messages.ts';
import type { DriverOf } from './kernel-driver.ts';
import { READER_FAULTS, type ReaderFault, readerError } from './usb-faults.ts';
import { usbPath } from './usb-path.ts';

/** What the process of one reader is made of; tests put other parts in. */
export interface DeviceServing {
  readonly devices: () => Promise<readonly ClaimableDevice[]>;
  readonly driverOf: DriverOf;
  readonly tell: (message: FromDevice) => void;
}

type Opening = Extract<ToDevice, { kind: 'open' }>;

function isReaderFault(code: string): code is ReaderFault {
  return READER_FAULTS.some((fault) => fault === code);
}

/** Another reader may have taken the place since it was seen. */
function isMeant(device: ClaimableDevice, { path, vendorId, productId, serial }: Opening): boolean {
  if (device.vendorId !== vendorId || device.productId !== productId || usbPath(device) !== path) return false;
  return serial === null || !device.serialNumber || device.serialNumber === serial;
}

/**
 * Serves the one who holds a reader's line: returns what takes its messages, unchecked. One device a process, opened once; whatever fails
 * is told as a catalogued reader error, and a message that means nothing is answered by nothing.
 */
export function serveDevice({ devices, driverOf, tell }: DeviceServing): (message: unknown) => void {
  let reader: Promise<ClaimedReader> | null = null;

  const claim = async (opening: Opening): Promise<ClaimedReader> => {
    const found = await devices();
    const device = found.find((one) => isMeant(one, opening));
    if (device === undefined) throw new WorkstationError('reader.absent', { what: `${opening.path} is empty` });
    return ClaimedReader.claim(device, driverOf);
  };
  const held = async (): Promise<ClaimedReader> => {
    if (reader === null) throw new WorkstationError('reader.absent', { what: 'nothing was opened' });
    return reader;
  };
  const answer = async (asked: ToDevice): Promise<FromDevice> => {
    const done: FromDevice = { kind: 'done', id: asked.id };
    if (asked.kind === 'open') {
      if (reader !== null) throw new WorkstationError('reader.busy', { what: 'opened before' });
      reader = claim(asked);
      await reader;
      return done;
    }
    if (asked.kind === 'in') return { kind: 'came', id: asked.id, bytes: await (await held()).read(asked.withinMs) };
    if (asked.kind === 'out') await (await held()).write(asked.bytes, asked.withinMs);
    else await (await held().catch(() => null))?.close();
    return done;
  };

  return (message) => {
    const asked = toDeviceSchema.safeParse(message);
    if (!asked.success) return;
    const { id } = asked.data;
    answer(asked.data).then(tell, (error: unknown) => {
      const { code, facts } = readerError(error);
      const what = String(facts['what'] ?? code).slice(0, 300);
      tell({ kind: 'failed', id, code: isReaderFault(code) ? code : 'reader.protocol', what });
    });
  };
}
