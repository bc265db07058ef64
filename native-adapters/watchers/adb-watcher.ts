import type { PhoneMode, Sighting } from '../../domain/port.ts';
import type { AdbServer } from '../android/adb/adb-server.ts';
import type { AdbListing, AdbState } from '../android/adb/listing.ts';
import type { WatchedPhones } from './watched-phones.ts';

const MODES: Readonly<Record<AdbState, PhoneMode>> = {
  device: 'android',
  unauthorized: 'unauthorized',
  authorizing: 'connecting',
  connecting: 'connecting',
  offline: 'offline',
  recovery: 'recovery',
  sideload: 'sideload',
  rescue: 'rescue',
  bootloader: 'bootloader',
  host: 'unknown',
  'no-permissions': 'no-permissions',
  unknown: 'unknown',
};

/** Turns one line of adb's list into a Sighting. */
export function sightingOf(listing: AdbListing): Sighting {
  return {
    source: 'adb',
    path: listing.path,
    serial: listing.serial,
    mode: MODES[listing.state],
    transport: listing.transportId,
    detail: listing.detail,
  };
}

/** Yields what adb sees at every change, for ever; a missing server is a state, not an end. */
export async function* watchAdb(adb: AdbServer, signal: AbortSignal): AsyncGenerator<WatchedPhones, void, undefined> {
  for await (const tracking of adb.track(signal)) {
    if (tracking.server === 'up') yield { source: 'adb', up: true, sightings: tracking.phones.map(sightingOf) };
    else yield { source: 'adb', up: false, why: tracking.why };
  }
}
