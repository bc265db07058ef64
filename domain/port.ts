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
  | 'unknown';

/** One source's word that something is attached now; `path` is the physical place as the source names it, if it does. */
export interface Sighting {
  readonly source: 'adb' | 'usb';
  readonly path: string | null;
  readonly serial: string | null;
  readonly mode: PhoneMode;
  /** The adb transport id of this attachment; it is new at every plug and every return. */
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
}

// adb registers a loopback phone under the number of its socket, which is as physical as loopback gets.
const LOOPBACK_SERIAL = /^emulator-\d{1,5}$/;

function portFromSerial(serial: string): PortId {
  const safe = isIdText(serial)
    ? serial
    : [...serial].map((c) => (/[A-Za-z0-9]/.test(c) ? c : `_${(c.codePointAt(0) ?? 0).toString(16)}`)).join('');
  return portId(`serial:${safe}`.slice(0, 96));
}

function placeOf(sighting: Sighting, usbBySerial: ReadonlyMap<string, readonly Sighting[]>): PortId | null {
  if (sighting.path !== null && isIdText(sighting.path)) return portId(sighting.path);
  if (sighting.serial === null || sighting.serial === '') return null;
  if (LOOPBACK_SERIAL.test(sighting.serial)) return portId(sighting.serial);
  const twins = usbBySerial.get(sighting.serial) ?? [];
  const [only] = twins;
  if (twins.length === 1 && only?.path) return portId(only.path);
  return twins.length === 0 ? portFromSerial(sighting.serial) : null;
}

function bySerial(sightings: readonly Sighting[]): Map<string, Sighting[]> {
  const groups = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    if (!sighting.serial) continue;
    groups.set(sighting.serial, [...(groups.get(sighting.serial) ?? []), sighting]);
  }
  return groups;
}

/**
 * Joins what adb and USB see into Ports. A physical path names the Port; without one (adb on Windows) the serial number
 * does, but only while a single sighting carries it: two equal or empty serials are never guessed apart.
 */
export function joinSightings(sightings: readonly Sighting[]): JoinedPorts {
  const fromAdb = sightings.filter((s) => s.source === 'adb');
  const usbBySerial = bySerial(sightings.filter((s) => s.source === 'usb' && s.path !== null));
  const places = new Map<PortId, Sighting[]>();
  const ambiguous: Sighting[] = [];
  for (const sighting of fromAdb) {
    const place = placeOf(sighting, usbBySerial);
    if (place === null) ambiguous.push(sighting);
    else places.set(place, [...(places.get(place) ?? []), sighting]);
  }
  const attachments: Attachment[] = [];
  for (const [port, here] of places) {
    const [only] = here;
    if (here.length === 1 && only) attachments.push({ ...only, port });
    else ambiguous.push(...here);
  }
  return { attachments, ambiguous };
}
