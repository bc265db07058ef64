import { readerId } from '../../../../domain/ids.ts';
import type { ReaderSighting, ReaderSource } from '../../../../domain/reader.ts';
import { shareUsb } from '../../../../native-adapters/links/usb/usb-bus.ts';
import { usbReadersOf } from '../../../../native-adapters/links/usb/usb-readers.ts';
import { type DeviceBehaviour, FakeDeviceProcess } from './fake-device-process.ts';
import { answering, fakeUsb } from './fake-usb-process.ts';

/** The reader that a FakeUsbDevice is. */
export const READER: ReaderSighting = {
  reader: readerId('usb:1-2'),
  vendorId: 0x054c,
  productId: 0x06c3,
  serial: 'S1',
  name: 'SONY RC-S380/P',
};
/** Limits with which a hang is found out soon. */
export const PATIENCE = { openMs: 300, writeMs: 100, closeMs: 100, marginMs: 100, goneMs: 50 };

/** Readers of a made-up bus, and the processes that were started for them. */
export interface ReaderRig {
  readonly readers: ReaderSource;
  readonly launched: FakeDeviceProcess[];
}

/** Readers whose processes behave as listed, the last one for all that follow. */
export function readerRig(...behaviours: readonly DeviceBehaviour[]): ReaderRig {
  const launched: FakeDeviceProcess[] = [];
  const readers = usbReadersOf({
    bus: shareUsb(fakeUsb([answering()])),
    patience: PATIENCE,
    launch: () => {
      const behaviour = behaviours[Math.min(launched.length, behaviours.length - 1)];
      if (!behaviour) throw new Error('no behaviour was given');
      const process = new FakeDeviceProcess(behaviour);
      launched.push(process);
      return process;
    },
  });
  return { readers, launched };
}
