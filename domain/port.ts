import { isIdText, type PortId, portId } from './ids.ts';

/** What mode a phone is in, as far as the source of a Sighting can tell. */
export type PhoneMode =
  | 'android'
  | 'recovery'
  | 'sideload'
  | 'rescue'
  | 'bootloader'
  | 'unauthorized'
  | 'offline'
  | 'no-permissions'
  | 'connecting'
  /** USB shows an Android phone that offers no debugging. */
  | 'debugging-off'
  /** USB shows debugging, but adb does not list the phone. */
  | 'waiting-for-adb'
  /** An iPhone that usbmuxd offers. */
  | 'iphone'
  /** USB shows an iPhone that usbmuxd does not offer: its service is missing, or the phone keeps USB accessories out. */
  | 'waiting-for-usbmuxd'
  | 'iphone-recovery'
  | 'iphone-dfu'
  | 'unknown';

/** Who sees phones: the adb server, the USB bus itself, or Apple's multiplexer usbmuxd. */
export type SightingSource = 'adb' | 'usb' | 'usbmuxd';

/** One source's word that something is attached now; `path` is the physical place as the source names it, if it does. */
export interface Sighting {
  readonly source: SightingSource;
  readonly path: string | null;
  readonly serial: string | null;
  readonly mode: PhoneMode;
  /** The adb transport id or usbmuxd's DeviceID of this attachment; it is new at every plug and every return for as long as its server lives. */
  readonly transport: string | null;
  /** What the source adds in its own words, shown but never parsed. */
  readonly detail: string | null;
}

/** What is on one Port now. */
export interface Attachment extends Sighting {
  readonly port: PortId;
}

/** The Ports that sightings could be joined to, and the sightings that name no place of their own. */
export interface JoinedPorts {
  readonly attachments: readonly Attachment[];
  /** Sightings that cannot be told apart: no path, and an empty serial or one that is seen more than once. */
  readonly ambiguous: readonly Sighting[];
  /** The Port of each serial that adb showed without a path; the next joining is told, so that a phone keeps its Port. */
  readonly placed: ReadonlyMap<string, PortId>;
}

// adb registers a loopback phone under the number of its socket, which is as physical as loopback gets.
const LOOPBACK_SERIAL = /^emulator-\d{1,5}$/;

function portFromSerial(serial: string): PortId {
  const safe = isIdText(serial)
    ? serial
    : [...serial].map((c) => (/[A-Za-z0-9]/.test(c) ? c : `_${(c.codePointAt(0) ?? 0).toString(16)}`)).join('');
  return portId(`serial:${safe}`.slice(0, 96));
}

function groupBy<Key>(sightings: readonly Sighting[], keyOf: (one: Sighting) => Key | null): Map<Key, Sighting[]> {
  const groups = new Map<Key, Sighting[]>();
  for (const sighting of sightings) {
    const key = keyOf(sighting);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), sighting]);
  }
  return groups;
}

const pathOf = ({ path }: Sighting): PortId | null => (path !== null && isIdText(path) ? portId(path) : null);
const serialOf = ({ serial }: Sighting): string | null => serial || null;

/** Tells whether a sighting names its physical place itself, so that no other source is needed to find its Port. */
export function namesItsPlace(sighting: Sighting): boolean {
  return pathOf(sighting) !== null || LOOPBACK_SERIAL.test(sighting.serial ?? '');
}

/** Gives places to what adb shows, with the help of the USB side and of the places given before. */
class Placing {
  readonly placed = new Map<string, PortId>();
  readonly #usbBySerial: ReadonlyMap<string, readonly Sighting[]>;
  readonly #usbPorts: ReadonlySet<PortId | null>;
  readonly #before: ReadonlyMap<string, PortId>;

  constructor(usb: readonly Sighting[], before: ReadonlyMap<string, PortId>) {
    this.#usbBySerial = groupBy(usb, serialOf);
    this.#usbPorts = new Set(usb.map(pathOf));
    this.#before = before;
  }

  of(sighting: Sighting): PortId | null {
    const path = pathOf(sighting);
    const serial = serialOf(sighting);
    if (path !== null || serial === null) return path;
    if (LOOPBACK_SERIAL.test(serial)) return portId(serial);
    const port = this.#bySerial(serial);
    if (port !== null) this.placed.set(serial, port);
    return port;
  }

  #bySerial(serial: string): PortId | null {
    const twins = this.#usbBySerial.get(serial) ?? [];
    const [only] = twins;
    const before = this.#before.get(serial) ?? null;
    const ofSerial = portFromSerial(serial);
    if (twins.length > 1) return null;
    // A job may rely on a Port named by the serial: it is not renamed when the USB side begins to see.
    if (before === ofSerial) return ofSerial;
    if (only) return pathOf(only);
    return before !== null && !this.#usbPorts.has(before) ? before : ofSerial;
  }
}

/** What only the USB side shows: its socket is none that is served, and no server shows a phone of that serial whose socket USB does not know. */
function seenByUsbAlone(served: readonly Sighting[], usb: readonly Sighting[], taken: ReadonlySet<PortId>): Sighting[] {
  const usbPorts = new Set(usb.map(pathOf));
  const strayed = new Set(served.filter((one) => !usbPorts.has(pathOf(one))).map(serialOf));
  return usb.filter((one) => {
    const port = pathOf(one);
    const serial = serialOf(one);
    return port !== null && !taken.has(port) && (serial === null || !strayed.has(serial));
  });
}

/**
 * Leaves out the iPhones that USB shows without a serial number, as Windows does, while usbmuxd offers at least as many that no socket
 * carries: those are the same phones. Where it offers fewer, nothing tells which of them are, and all are kept.
 */
function withoutNamelessTwins(
  alone: readonly Sighting[],
  usb: readonly Sighting[],
  places: ReadonlyMap<PortId | null, readonly Sighting[]>,
): readonly Sighting[] {
  const isNameless = (one: Sighting): boolean => one.mode === 'waiting-for-usbmuxd' && serialOf(one) === null;
  const usbPorts = new Set(usb.map(pathOf));
  const placeless = [...places].filter(
    ([port, here]) => !usbPorts.has(port) && here.length === 1 && here[0]?.source === 'usbmuxd',
  );
  const isExplained = alone.filter(isNameless).length <= placeless.length;
  return isExplained ? alone.filter((one) => !isNameless(one)) : alone;
}

/**
 * Joins what adb, usbmuxd and USB see into Ports. A physical path names the Port; without one (adb on Windows, usbmuxd) the USB side does, by
 * the serial number, or the serial number itself, but only while a single sighting carries it: two equal or empty serials
 * are never guessed apart. Where USB and a server see a phone, the server's word is kept. `before` is `placed` of the joining before this one.
 */
export function joinSightings(
  sightings: readonly Sighting[],
  before: ReadonlyMap<string, PortId> = new Map(),
): JoinedPorts {
  const served = sightings.filter(({ source }) => source !== 'usb');
  const usb = sightings.filter((one) => one.source === 'usb' && pathOf(one) !== null);
  const placing = new Placing(usb, before);
  const places = groupBy(served, (one) => placing.of(one));
  const taken = new Set(places.keys());
  const alone = groupBy(withoutNamelessTwins(seenByUsbAlone(served, usb, taken), usb, places), pathOf);
  const attachments: Attachment[] = [];
  const ambiguous = served.filter((one) => placing.of(one) === null);
  for (const [port, here] of [...places, ...alone]) {
    const [only] = here;
    if (here.length === 1 && only) attachments.push({ ...only, port });
    else ambiguous.push(...here);
  }
  const placed = new Map([...before, ...placing.placed]);
  for (const { serial } of ambiguous) placed.delete(serial ?? '');
  return { attachments, ambiguous, placed };
}
