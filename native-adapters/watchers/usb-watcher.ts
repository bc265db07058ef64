import type { UsbKind } from '../../domain/observations.ts';
import type { PhoneMode, Sighting } from '../../domain/port.ts';
import type { UsbView } from '../links/usb/keep-usb.ts';
import type { UsbDeviceFacts } from '../links/usb/usb-messages.ts';
import { usbPath } from '../links/usb/usb-path.ts';
import { usbKindOf } from '../surroundings/usb-kinds.ts';
import type { WatchedPhones } from './watched-phones.ts';

const MODES: Partial<Record<UsbKind, PhoneMode>> = {
  'phone-bootloader': 'bootloader',
  'phone-debugging': 'waiting-for-adb',
  'phone-files': 'debugging-off',
  iphone: 'waiting-for-usbmuxd',
  'iphone-recovery': 'iphone-recovery',
  'iphone-dfu': 'iphone-dfu',
};
// usbmuxd writes the serial of newer iPhones with a dash that their descriptor lacks (usbmuxd, usb.c).
const UNDASHED = /^([0-9A-F]{8})([0-9A-F]{16})$/i;

/** The phones among the devices of a bus; all other devices are left to others. */
export function phonesAmong(devices: readonly UsbDeviceFacts[]): readonly Sighting[] {
  return devices.flatMap((device) => {
    const mode = MODES[usbKindOf(device)];
    // Without ports it is the root of the bus itself.
    if (mode === undefined || device.ports.length === 0) return [];
    const detail = [device.maker, device.product].filter(Boolean).join(' ') || null;
    const { serial } = device;
    return [
      {
        source: 'usb',
        path: usbPath(device),
        serial: serial?.replace(UNDASHED, '$1-$2') || null,
        mode,
        transport: null,
        detail,
      } as const,
    ];
  });
}

/** Yields the phones that the USB side sees, at every change. */
export async function* watchUsb(views: AsyncIterable<UsbView>): AsyncGenerator<WatchedPhones, void, undefined> {
  let last = '';
  for await (const view of views) {
    const watched: WatchedPhones = view.up
      ? { source: 'usb', up: true, sightings: phonesAmong(view.devices), isWhole: true }
      : { source: 'usb', up: false, why: view.why };
    const shown = JSON.stringify(watched);
    if (shown !== last) yield watched;
    last = shown;
  }
}
