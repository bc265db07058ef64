import { arrayOf, dictOf, type PlistDict, type PlistValue, textOf, wholeOf } from '../plist/plist-value.ts';

/** An iPhone or iPad on a cable, as the mux daemon names it. */
export interface MuxDevice {
  /** The daemon's number for this attachment; another one at each plug, but a daemon that starts counts from 1 again. */
  readonly deviceId: number;
  readonly udid: string;
  readonly connection: 'usb';
  /** The USB product id, or null where the daemon does not say. */
  readonly productId: number | null;
  /** Bus and address on Linux, the port's path on macOS; names no lasting place. Null where the daemon does not say. */
  readonly locationId: number | null;
}

/** What a daemon tells of its own accord. */
export type MuxEvent =
  | { readonly is: 'attached'; readonly device: MuxDevice }
  | { readonly is: 'detached'; readonly deviceId: number };

/** Reads a DeviceList; entries over the network and entries that libusbmuxd would reject are left out. */
export function readDeviceList(message: PlistDict): readonly MuxDevice[] | null {
  const entries = arrayOf(message['DeviceList']);
  if (entries === null) return null;
  return entries.map((entry) => readDevice(entry)).filter((device) => device !== null);
}

/** Reads an event; null for Paired, for phones on the network and for everything that is not understood. */
export function readEvent(message: PlistDict): MuxEvent | null {
  switch (message['MessageType']) {
    case 'Attached': {
      const device = readDevice(message);
      return device === null ? null : { is: 'attached', device };
    }
    case 'Detached': {
      const deviceId = wholeOf(message['DeviceID']);
      return deviceId === null ? null : { is: 'detached', deviceId };
    }
    default:
      return null;
  }
}

/** Says whether a message is an event, whatever it tells. */
export function isEvent(message: PlistDict): boolean {
  const type = message['MessageType'];
  return type === 'Attached' || type === 'Detached' || type === 'Paired';
}

// A UDID goes into file names of pair records and onto the screen: what is not one is not passed on.
const UDID = /^[0-9A-Za-z-]{1,64}$/;

function readDevice(entry: PlistValue): MuxDevice | null {
  const properties = dictOf(dictOf(entry)?.['Properties']);
  if (properties === null || properties['ConnectionType'] !== 'USB') return null;
  // libusbmuxd goes by Properties.DeviceID; the outer one is not used.
  const deviceId = wholeOf(properties['DeviceID']);
  const serial = textOf(properties['SerialNumber']);
  if (deviceId === null || deviceId < 0 || serial === null || !UDID.test(serial)) return null;
  return {
    deviceId,
    udid: withDash(serial),
    connection: 'usb',
    productId: wholeOf(properties['ProductID']),
    locationId: wholeOf(properties['LocationID']),
  };
}

/** USB serial numbers of 24 characters are UDIDs whose dash was left out (usbmuxd src/usb.c). */
function withDash(serial: string): string {
  return serial.length === 24 && !serial.includes('-') ? `${serial.slice(0, 8)}-${serial.slice(8)}` : serial;
}
