import type { Attachment, PhoneMode, Sighting, SightingSource } from '../../domain/port.ts';
import type { WatchedPhones } from '../../native-adapters/index.ts';

/** How the USB bus shows a phone in its usual mode that its server does not offer. */
const UNSERVED: Readonly<Record<SightingSource, PhoneMode | null>> = {
  adb: 'waiting-for-adb',
  usbmuxd: 'waiting-for-usbmuxd',
  usb: null,
};

/** Whether a sighting of the bus may be that phone: one without a serial number, as Windows shows an iPhone, may be any. */
function isSame(sighting: Sighting, before: Attachment): boolean {
  const isThere = sighting.path === before.port || !sighting.serial || sighting.serial === before.serial;
  return isThere && (sighting.mode === before.mode || sighting.mode === UNSERVED[before.source]);
}

/** Tells whether what is on a Port now is another attachment than before. On the bus alone, another mode is another plug as well. */
export function isAnother(before: Attachment, after: Attachment | undefined): boolean {
  if (after?.transport !== before.transport) return true;
  return before.source === 'usb' && after.source === 'usb' && after.mode !== before.mode;
}

/**
 * Tells whether what was attached is known to have left, and is not merely out of sight: its own source still sees and does not list it
 * any more, or the USB bus sees and does not list it. A server that died says nothing of its phones, however they are numbered when it is
 * back; and a phone that a server takes over from the bus alone has not moved, unless it was in a mode that this server does not serve.
 */
export function hasSurelyLeft(
  before: Attachment,
  after: Attachment | undefined,
  latest: ReadonlyMap<SightingSource, WatchedPhones>,
): boolean {
  const [own, bus] = [latest.get(before.source), latest.get('usb')];
  if (before.source !== 'usb' && own?.up) return !own.sightings.some(({ transport }) => transport === before.transport);
  if (before.source === 'usb' && after && after.source !== 'usb') return before.mode !== UNSERVED[after.source];
  return bus?.up === true && !bus.sightings.some((sighting) => isSame(sighting, before));
}

/**
 * Tells whether a phone that only went out of sight, with its source, is known to have left in the meantime: the source is back, lists
 * all that is attached and not this phone, by whatever number it is known now, and the USB bus, where it can be seen, does not speak against it.
 */
export function hasNotComeBack(before: Attachment, latest: ReadonlyMap<SightingSource, WatchedPhones>): boolean {
  const [own, bus] = [latest.get(before.source), latest.get('usb')];
  if (!own?.up || !own.isWhole || (!before.serial && !before.path)) return false;
  const isListed = own.sightings.some(
    ({ serial, path }) => !serial || serial === before.serial || (path !== null && path === before.path),
  );
  return !isListed && !(bus?.up && bus.sightings.some((sighting) => isSame(sighting, before)));
}
