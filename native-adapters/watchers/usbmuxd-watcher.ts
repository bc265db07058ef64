import type { Sighting } from '../../domain/port.ts';
import type { TrustDesk } from '../apple/trust-desk.ts';
import type { MuxDevice } from '../apple/usbmuxd/mux-messages.ts';
import { trackIphones } from '../apple/usbmuxd/track-iphones.ts';
import type { Usbmuxd } from '../apple/usbmuxd/usbmuxd.ts';
import type { WatchedPhones } from './watched-phones.ts';

/** Turns an iPhone of usbmuxd's list into a Sighting. Its LocationID is no place that lasts, so that USB has to name the place. */
export function sightingOfIphone({ udid, deviceId }: MuxDevice): Sighting {
  return { source: 'usbmuxd', path: null, serial: udid, mode: 'iphone', transport: String(deviceId), detail: null };
}

/** Yields the iPhones that usbmuxd offers at every change, for ever; a missing service is a state, not an end. Trust hears of each change first, and of the end. */
export async function* watchUsbmuxd(
  usbmuxd: Usbmuxd,
  trust: Pick<TrustDesk, 'see' | 'close'>,
  signal: AbortSignal,
): AsyncGenerator<WatchedPhones, void, undefined> {
  for await (const tracking of trackIphones(usbmuxd, signal)) {
    trust.see(tracking.daemon === 'up' ? tracking.devices : null);
    if (tracking.daemon === 'up')
      yield { source: 'usbmuxd', up: true, sightings: tracking.devices.map(sightingOfIphone) };
    else yield { source: 'usbmuxd', up: false, why: tracking.why };
  }
  await trust.close();
}
