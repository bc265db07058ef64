import type { Platform } from '../../domain/cause.ts';
import { portId } from '../../domain/ids.ts';
import type {
  AdbSeen,
  Look,
  Looks,
  Observations,
  Observed,
  PermissionsSeen,
  SeenUsb,
  SurroundingsSeen,
  UsbSeen,
} from '../../domain/observations.ts';
import type { Attachment, PhoneMode, Sighting } from '../../domain/port.ts';

/** The place that the tests' devices are on. */
export const PORT = portId('usb:1-1.2');

/** A phone in Android with debugging on, of which nothing bad can be said. */
export const PHONE: SeenUsb = {
  port: PORT,
  id: '18d1:4ee7',
  name: 'Pixel 7a',
  kind: 'phone-debugging',
  heldBy: null,
  lacksDriver: null,
  allowed: true,
  opens: true,
  users: [],
  configured: true,
  savesPower: false,
};

/** A device of another kind that is well too. */
export function usb(change: Partial<SeenUsb>): SeenUsb {
  return { ...PHONE, ...change };
}

/** A bus with these devices and nothing else to say. */
export function bus(devices: readonly SeenUsb[], change: Partial<UsbSeen> = {}): UsbSeen {
  return { hasBus: true, devices, sockets: [], buses: [], poweredByBus: [], unanswered: [], ...change };
}

/** A phone as the board shows it. */
export function attached(mode: PhoneMode, change: Partial<Attachment> = {}): Attachment {
  return { port: PORT, source: 'adb', path: PORT, serial: 'S1', mode, transport: '1', detail: null, ...change };
}

/** A phone that names no place. */
export function stray(serial: string | null): Sighting {
  return { source: 'adb', path: null, serial, mode: 'android', transport: '2', detail: null };
}

const PERMISSIONS: PermissionsSeen = { phoneRule: true, plugdev: 'member', isPort100Blocked: true };
const SURROUNDINGS: SurroundingsSeen = {
  container: null,
  virtualMachine: null,
  isWsl: false,
  sandbox: null,
  hasUdev: true,
  namespacesForbiddenBy: null,
};
const ADB: AdbSeen = {
  address: '127.0.0.1:5037',
  server: 'answers',
  version: 41,
  oldestVersion: 41,
  isInstalled: true,
  clientVersion: 41,
  otherUser: null,
  program: 'adb',
};
const NOW = Date.UTC(2026, 11, 1);

/** What every probe saw where everything is well, with some of it changed. */
export function observed(
  change: { readonly [Id in keyof Observed]?: Partial<Observed[Id]> | Observed[Id] } = {},
): Observed {
  return {
    board: { phones: [attached('android')], ambiguous: [], blind: [], ...(change.board as object) },
    'usb-devices': { ...bus([PHONE]), ...(change['usb-devices'] as object) },
    permissions: { ...PERMISSIONS, ...change.permissions },
    surroundings: { ...SURROUNDINGS, ...change.surroundings },
    adb: { ...ADB, ...change.adb },
    usbmuxd: typeof change.usbmuxd === 'string' ? change.usbmuxd : 'answers',
    'data-folder': { folder: '/data', writable: true, leftBytes: 8 * 1024 ** 3, ...change['data-folder'] },
    clock: { nowMs: NOW, passedMs: NOW - 1000, ...change.clock },
  };
}

/** Every probe having looked. */
export function observations(saw: Observed, change: Partial<Observations> = {}): Observations {
  const looked = <Saw>(one: Saw): Look<Saw> => ({ looked: true, saw: one });
  const looks: Looks = {
    board: looked(saw.board),
    'usb-devices': looked(saw['usb-devices']),
    permissions: looked(saw.permissions),
    surroundings: looked(saw.surroundings),
    adb: looked(saw.adb),
    usbmuxd: looked(saw.usbmuxd),
    'data-folder': looked(saw['data-folder']),
    clock: looked(saw.clock),
  };
  return { platform: 'linux', practice: false, looks, ...change };
}

/** Every platform, in the order of the catalogue. */
export const PLATFORMS: readonly Platform[] = ['linux', 'windows', 'macos'];
