import { isIdText, portId } from '../../domain/ids.ts';
import type { SeenSocket, SeenUsb, UsbSeen } from '../../domain/observations.ts';
import { unlessAborted } from '../links/deadline.ts';
import { hubPower } from './linux-hub-power.ts';
import type { ReadRoot } from './read-root.ts';
import { type UsbInterface, usbKindOf } from './usb-kinds.ts';
import { overAll, whoHolds } from './who-holds.ts';

const DEVICES = '/sys/bus/usb/devices';
// Linux, Documentation/ABI/testing/sysfs-bus-usb: a device is bus-port.port, a root hub usbN, an interface device:config.number.
const DEVICE_NAME = /^\d+-\d+(?:\.\d+)*$/;
const SOCKET_NAME = /^(?:usb(\d+)|(\d+-\d+(?:\.\d+)*))-port(\d+)$/;
const HUB_CLASS = 0x09;
const PROGRAMS_WITHIN_MS = 2_500;
// Programs that are meant to have a phone open.
const PHONE_PROGRAMS: ReadonlySet<string> = new Set(['adb', 'fastboot']);

/** How the buses are looked at. */
export interface LinuxUsbOptions {
  readonly signal: AbortSignal;
  readonly ownPid: number;
  readonly powerWithinMs?: number;
  readonly programsWithinMs?: number;
}

interface Found {
  readonly device: SeenUsb;
  readonly bus: string;
  readonly node: string | null;
}

const hex = (text: string | null): number => Number.parseInt(text ?? '', 16);

function portOf(name: string): SeenUsb['port'] {
  const text = `usb:${name}`;
  return isIdText(text) ? portId(text) : null;
}

async function readInterface(root: ReadRoot, name: string): Promise<UsbInterface & { readonly driver: string | null }> {
  const at = `${DEVICES}/${name}`;
  const [kind, subclass, protocol, words, driver] = await Promise.all([
    root.text(`${at}/bInterfaceClass`),
    root.text(`${at}/bInterfaceSubClass`),
    root.text(`${at}/bInterfaceProtocol`),
    root.text(`${at}/interface`),
    root.linkName(`${at}/driver`),
  ]);
  return { class: hex(kind), subclass: hex(subclass), protocol: hex(protocol), name: words, driver };
}

/** udev's notes hold the device's name; the file of the kernel waits for the device's lock, and a driver that hangs keeps that for ever. */
async function nameOf(root: ReadRoot, at: string): Promise<string | null> {
  const number = await root.text(`${at}/dev`);
  if (number === null || !/^\d+:\d+$/.test(number)) return null;
  const notes = await root.text(`/run/udev/data/c${number}`).catch(() => null);
  return /^E:ID_MODEL=(.+)$/m.exec(notes ?? '')?.[1]?.replaceAll('_', ' ') ?? null;
}

function driverInTheWay(interfaces: readonly (UsbInterface & { readonly driver: string | null })[]): string | null {
  // Interface 0 of an RC-S300 is a smart card reader's and none of ours; `usbfs` is a program, not a driver.
  const ours = interfaces.filter((one) => one.class === 0xff);
  return ours.map(({ driver }) => driver).find((driver) => driver !== null && driver !== 'usbfs') ?? null;
}

const three = (text: string): string => text.padStart(3, '0');

/** One of two words, or a third that means nothing here. */
function either(text: string | undefined, yes: string, no: string): boolean | null {
  if (text === yes) return true;
  return text === no ? false : null;
}

const NUMBERS = ['idVendor', 'idProduct', 'bDeviceClass', 'busnum', 'devnum', 'authorized', 'power/control'] as const;

async function readNumbers(root: ReadRoot, at: string): Promise<Partial<Record<(typeof NUMBERS)[number], string>>> {
  const read = await Promise.all(NUMBERS.map(async (file) => [file, await root.text(`${at}/${file}`)] as const));
  return Object.fromEntries(read.filter(([, text]) => text !== null));
}

async function readDevice(root: ReadRoot, name: string, all: readonly string[]): Promise<Found> {
  const at = `${DEVICES}/${name}`;
  const own = all.filter((one) => one.startsWith(`${name}:`));
  const interfaces = await Promise.all(own.map((one) => readInterface(root, one)));
  const numbers = await readNumbers(root, at);
  const { idVendor = '', idProduct = '', bDeviceClass = '', busnum = '', devnum = '' } = numbers;
  const kind = usbKindOf({ vendorId: hex(idVendor), productId: hex(idProduct), interfaces });
  const isHub = kind === 'hub' || hex(bDeviceClass) === HUB_CLASS;
  const node = busnum && devnum ? `/dev/bus/usb/${three(busnum)}/${three(devnum)}` : null;
  const allowed = either(numbers.authorized, '1', '0');
  return {
    bus: name.slice(0, name.indexOf('-')),
    node,
    device: {
      port: portOf(name),
      id: `${idVendor || '????'}:${idProduct || '????'}`,
      name: await nameOf(root, at),
      kind: isHub ? 'hub' : kind,
      heldBy: driverInTheWay(interfaces),
      lacksDriver: null,
      allowed,
      opens: node === null ? null : await root.opens(node),
      users: null,
      // A device that is not allowed is given no configuration, and a hub without one would show no devices.
      configured: allowed === false || isHub ? null : interfaces.length > 0,
      savesPower: either(numbers['power/control'], 'auto', 'on'),
    },
  };
}

async function readSockets(root: ReadRoot, names: readonly string[]): Promise<readonly SeenSocket[]> {
  const hubs = names.filter((name) => name.includes(':'));
  const sockets = await overAll(hubs, async (hub) => {
    const inside = (await root.names(`${DEVICES}/${hub}`)).filter((name) => SOCKET_NAME.test(name));
    return Promise.all(
      inside.map(async (name) => {
        const [, bus, device, number] = SOCKET_NAME.exec(name) ?? [];
        const file = `${DEVICES}/${hub}/${name}`;
        const count = Number(await root.text(`${file}/over_current_count`).catch(() => null));
        const place = bus === undefined ? `usb:${device}.${number}` : `usb:${bus}-${number}`;
        return { name: place, overCurrents: Number.isInteger(count) ? count : null };
      }),
    );
  });
  return sockets.flat();
}

/** Adds the programs that have each device open; a computer full of programs must not make the whole look late. */
async function withUsers(
  root: ReadRoot,
  found: readonly Found[],
  { signal, ownPid, programsWithinMs = PROGRAMS_WITHIN_MS }: LinuxUsbOptions,
): Promise<{ readonly devices: readonly SeenUsb[]; readonly isComplete: boolean }> {
  const nodes = found.flatMap(({ device, node }) => (node === null || device.kind === 'hub' ? [] : [node]));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(programsWithinMs)]);
  const holders = await unlessAborted(whoHolds(root, new Set(nodes), { signal: limit, ownPid }), limit).catch(
    () => null,
  );
  signal.throwIfAborted();
  const usersOf = ({ device, node }: Found): SeenUsb['users'] =>
    holders === null
      ? null
      : (holders.get(node ?? '') ?? []).filter(
          (name) => !(device.kind.startsWith('phone') && PHONE_PROGRAMS.has(name)),
        );
  return { devices: found.map((one) => ({ ...one.device, users: usersOf(one) })), isComplete: holders !== null };
}

function countBuses(found: readonly Found[]): UsbSeen['buses'] {
  const counts = new Map<string, number>();
  for (const { bus } of found) counts.set(bus, (counts.get(bus) ?? 0) + 1);
  return [...counts].map(([name, devices]) => ({ name, devices }));
}

/**
 * Looks at all USB buses by the kernel's files, without opening a device. Files that wait for a device's lock are left to a
 * process of their own (`linux-hub-power.ts`), so that a driver that hangs can keep nobody waiting here.
 */
export async function lookAtLinuxUsb(root: ReadRoot, options: LinuxUsbOptions): Promise<UsbSeen> {
  const hasBus = await root.has(DEVICES);
  const names = await root.names(DEVICES);
  const found = await overAll(
    names.filter((name) => DEVICE_NAME.test(name)),
    (name) => readDevice(root, name, names),
  );
  const sockets = await readSockets(root, names);
  const [power, programs] = await Promise.all([
    hubPower(
      root,
      found.map(({ device }) => device),
      options,
    ),
    withUsers(root, found, options),
  ]);
  return {
    hasBus,
    devices: programs.devices,
    sockets,
    buses: countBuses(found),
    poweredByBus: power.hubs,
    unanswered: [
      ...(power.isComplete ? [] : (['power'] as const)),
      ...(programs.isComplete ? [] : (['programs'] as const)),
    ],
  };
}
