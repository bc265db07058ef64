import type { PhoneMode, Sighting } from '../../domain/port.ts';
import type { UsbView } from '../links/usb/keep-usb.ts';
import type { UsbDeviceFacts } from '../links/usb/usb-messages.ts';
import type { WatchedPhones } from './watched-phones.ts';

type Interface = UsbDeviceFacts['interfaces'][number];

// Source: adb.h and fastboot.cpp of AOSP: class, subclass and protocol of their interfaces.
const ADB = [0xff, 0x42, 0x01] as const;
const FASTBOOT = [0xff, 0x42, 0x03] as const;
// Source: USB Still Image Capture Device Definition 1.0, 4.1; MTP and PTP share it, with cameras too.
const PICTURES = [0x06, 0x01, 0x01] as const;

/** Vendor numbers under which phones are sold (source: 51-android.rules of Debian's android-sdk-platform-tools-common). Makers of cameras are left out. */
const PHONE_MAKERS: ReadonlySet<number> = new Set([
  0x18d1, 0x04e8, 0x0fce, 0x04dd, 0x0482, 0x04c5, 0x0409, 0x1004, 0x0bb4, 0x22b8, 0x0b05, 0x17ef, 0x2717, 0x12d1,
  0x22d9, 0x2a70, 0x19d2, 0x1bbb, 0x05c6, 0x0e8d, 0x2e04, 0x0421, 0x0489,
]);

function offers({ interfaces }: UsbDeviceFacts, wanted: readonly [number, number, number]): boolean {
  return interfaces.some((one) => [one.class, one.subclass, one.protocol].every((value, at) => value === wanted[at]));
}

const isNamedMtp = ({ name }: Interface): boolean => name === 'MTP';

function modeOf(device: UsbDeviceFacts): PhoneMode | null {
  if (offers(device, FASTBOOT)) return 'bootloader';
  if (offers(device, ADB)) return 'waiting-for-adb';
  const isPhone = device.interfaces.some(isNamedMtp) || (PHONE_MAKERS.has(device.vendorId) && offers(device, PICTURES));
  return isPhone ? 'debugging-off' : null;
}

/** The physical place in adb's own spelling (`usb:1-1.2`); a bus without a number keeps the end of its name, in the alphabet of ids. */
export function usbPath({ bus, ports }: Pick<UsbDeviceFacts, 'bus' | 'ports'>): string {
  const name = /^\d+$/.test(bus) ? String(Number(bus)) : bus.replaceAll(/[^A-Za-z0-9]/g, '_').slice(-48);
  return `usb:${name}-${ports.join('.')}`;
}

/** The Android phones among the devices of a bus; all other devices are left to others. */
export function phonesAmong(devices: readonly UsbDeviceFacts[]): readonly Sighting[] {
  return devices.flatMap((device) => {
    const mode = modeOf(device);
    // Without ports it is the root of the bus itself.
    if (mode === null || device.ports.length === 0) return [];
    const detail = [device.maker, device.product].filter(Boolean).join(' ') || null;
    const { serial } = device;
    return [{ source: 'usb', path: usbPath(device), serial: serial || null, mode, transport: null, detail } as const];
  });
}

/** Yields the phones that the USB side sees, at every change. */
export async function* watchUsb(views: AsyncIterable<UsbView>): AsyncGenerator<WatchedPhones, void, undefined> {
  let last = '';
  for await (const view of views) {
    const watched: WatchedPhones = view.up
      ? { source: 'usb', up: true, sightings: phonesAmong(view.devices) }
      : { source: 'usb', up: false, why: view.why };
    const shown = JSON.stringify(watched);
    if (shown !== last) yield watched;
    last = shown;
  }
}
