import type { Platform, ProbeId } from './cause.ts';
import type { ErrorCode } from './errors.ts';
import type { PortId } from './ids.ts';
import type { Attachment, Sighting, SightingSource } from './port.ts';

/** What a device on the USB bus is, as far as its numbers and interfaces tell. */
export type UsbKind =
  | 'phone-debugging'
  | 'phone-files'
  | 'phone-bootloader'
  | 'phone-charging'
  | 'qualcomm-edl'
  | 'samsung-download'
  | 'mediatek-preloader'
  | 'iphone'
  | 'iphone-recovery'
  | 'iphone-dfu'
  | 'rc-s380'
  | 'rc-s300'
  | 'old-reader'
  | 'hub'
  | 'other';

/** One device as the operating system shows it; null = the system does not say, and nothing follows from that. */
export interface SeenUsb {
  readonly port: PortId | null;
  /** Vendor and product number, as in `05c6:9008`. */
  readonly id: string;
  /** In the device's own words: never trusted, cleaned before it is shown. */
  readonly name: string | null;
  readonly kind: UsbKind;
  /** The driver that keeps every program out of the device; null = none is known. */
  readonly heldBy: string | null;
  readonly lacksDriver: boolean | null;
  /** Whether the computer's protection lets the device be used. */
  readonly allowed: boolean | null;
  /** Whether this program may open the device. */
  readonly opens: boolean | null;
  /** Names of other programs that have the device open. */
  readonly users: readonly string[] | null;
  /** Whether the system has given the device a configuration. */
  readonly configured: boolean | null;
  readonly savesPower: boolean | null;
}

/** A hub that lives on its computer's power, with what hangs on it. */
export interface SeenHub {
  readonly name: string;
  readonly demandMa: number;
  readonly passesMa: number;
}

/** A socket of a hub or of the computer. */
export interface SeenSocket {
  readonly name: string;
  readonly overCurrents: number | null;
}

/** A part of looking at the buses that can be late by itself: power of hubs, programs that have devices open. */
export type UnansweredUsb = 'power' | 'programs';

/** Everything on the USB buses, or that there is no bus that programs can see. */
export interface UsbSeen {
  readonly hasBus: boolean;
  readonly devices: readonly SeenUsb[];
  readonly sockets: readonly SeenSocket[];
  readonly buses: readonly { readonly name: string; readonly devices: number }[];
  readonly poweredByBus: readonly SeenHub[];
  /** What was not answered in time; nothing follows about it. */
  readonly unanswered: readonly UnansweredUsb[];
}

/** What the workstation's own board shows. */
export interface BoardSeen {
  readonly phones: readonly Attachment[];
  readonly ambiguous: readonly Sighting[];
  readonly blind: readonly { readonly source: SightingSource; readonly why: ErrorCode }[];
}

/** Rules and groups that let this program open devices (Linux). */
export interface PermissionsSeen {
  readonly phoneRule: boolean;
  readonly plugdev: 'member' | 'not-member' | 'no-group';
  readonly isPort100Blocked: boolean;
}

/** What the program runs in (Linux); null = not there. */
export interface SurroundingsSeen {
  readonly container: string | null;
  readonly virtualMachine: string | null;
  readonly isWsl: boolean;
  readonly sandbox: string | null;
  readonly hasUdev: boolean;
  /** The setting that forbids namespaces of users. */
  readonly namespacesForbiddenBy: string | null;
}

/** The adb server and the adb binary. */
export interface AdbSeen {
  readonly address: string;
  readonly server: 'answers' | 'nothing' | 'foreign' | 'silent';
  readonly version: number | null;
  readonly oldestVersion: number;
  readonly isInstalled: boolean | null;
  readonly clientVersion: number | null;
  /** The user that the server runs as, where it is another one than this program's. */
  readonly otherUser: number | null;
  /** The program behind the port, where it is known. */
  readonly program: string | null;
}

/** The way to iPhones: usbmuxd's socket, or Apple's service on Windows. */
export type UsbmuxdSeen = 'answers' | 'missing' | 'refused' | 'forbidden' | 'silent';

/** The folder of the ledger. */
export interface DataFolderSeen {
  readonly folder: string;
  readonly writable: boolean | null;
  readonly leftBytes: number | null;
}

/** The clock, and a time that has certainly passed, in ms since 1970. */
export interface ClockSeen {
  readonly nowMs: number;
  readonly passedMs: number;
}

/** What each probe tells. */
export interface Observed {
  readonly board: BoardSeen;
  readonly 'usb-devices': UsbSeen;
  readonly permissions: PermissionsSeen;
  readonly surroundings: SurroundingsSeen;
  readonly adb: AdbSeen;
  readonly usbmuxd: UsbmuxdSeen;
  readonly 'data-folder': DataFolderSeen;
  readonly clock: ClockSeen;
}

/** A probe's answer, or that it could not look: it took too long, it failed, or there is none here. */
export type Look<Saw> =
  | { readonly looked: true; readonly saw: Saw }
  | { readonly looked: false; readonly why: 'late' | 'failed' | 'no-probe' };

/** The looks of all probes; one that is missing did not look. */
export type Looks = { readonly [Probe in ProbeId]?: Look<Observed[Probe]> };

/** Everything that is known when causes are looked for. */
export interface Observations {
  readonly platform: Platform;
  readonly practice: boolean;
  readonly looks: Looks;
}
