// The process in which the package `usb` lives, so that a USB stack that hangs can hang nothing else.
// launch-usb-process.ts is the only one to start it.
import { usb } from 'usb';
import { openParentLine } from '../../../domain/parent-line.ts';
import { type FromUsb, MOST_DEVICES, toUsbSchema, type UsbDeviceFacts } from './usb-messages.ts';

type FoundDevice = Awaited<ReturnType<typeof usb.getDevices>>[number];

const NOTICES_AT_MOST_EVERY_MS = 50;
// nusb's words where Linux shows programs no bus (measured: docs/decisions/0002).
const NO_BUS = /\/sys\/bus\/usb\/devices.* not found/;

const parent = openParentLine<FromUsb>(process);

const short = (text: string | null | undefined): string | null => text?.slice(0, 256) ?? null;

function interfacesOf(device: FoundDevice): UsbDeviceFacts['interfaces'] {
  try {
    const { interfaces = [] } = device.configuration ?? {};
    return interfaces.slice(0, 64).map(({ alternate }) => ({
      class: alternate.interfaceClass,
      subclass: alternate.interfaceSubclass,
      protocol: alternate.interfaceProtocol,
      name: short(alternate.interfaceName),
    }));
  } catch {
    // A device that is not configured yet, or is gone again, has no interfaces to show.
    return [];
  }
}

function factsOf(device: FoundDevice): UsbDeviceFacts {
  return {
    bus: device.bus.slice(0, 256),
    address: device.address,
    ports: device.ports.slice(0, 7),
    vendorId: device.vendorId,
    productId: device.productId,
    serial: short(device.serialNumber),
    maker: short(device.manufacturerName),
    product: short(device.productName),
    interfaces: interfacesOf(device),
  };
}

/** Tells of plugs and pulls in bundles: a hub that loses its power is one piece of news. */
function listenForChanges(): void {
  let isDue = false;
  const changed = (): void => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      parent.tell({ kind: 'changed' });
    }, NOTICES_AT_MOST_EVERY_MS);
  };
  usb.addEventListener('connect', changed);
  usb.addEventListener('disconnect', changed);
}

function serveParent(): void {
  let isListening = false;
  const list = async (id: number): Promise<void> => {
    try {
      const devices = await usb.getDevices();
      parent.tell({ kind: 'devices', id, devices: devices.slice(0, MOST_DEVICES).map(factsOf) });
    } catch (error) {
      const why = (error instanceof Error ? error.message : String(error)).slice(0, 300);
      parent.tell({ kind: NO_BUS.test(why) ? 'no-bus' : 'failed', id, why });
      return;
    }
    // Only where listing works does listening not end in a rejection that nobody can catch.
    if (!isListening) listenForChanges();
    isListening = true;
  };
  parent.onMessage((message) => {
    const asked = toUsbSchema.safeParse(message);
    if (asked.success) void list(asked.data.id);
  });
  // The package throws what its listening meets where nobody can catch it; whoever asks for lists goes on without events.
  process.on('uncaughtException', () => undefined);
  process.on('unhandledRejection', () => undefined);
  // The workstation is gone. An orderly exit would wait for a call that hangs in the USB stack.
  parent.onGone(() => process.kill(process.pid, 'SIGKILL'));
}

serveParent();
