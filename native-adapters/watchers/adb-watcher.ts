import { setTimeout as pause } from 'node:timers/promises';
import { asWorkstationError, type ErrorCode } from '../../domain/errors.ts';
import type { PhoneMode, Sighting } from '../../domain/port.ts';
import type { AdbListing, AdbState } from '../android/adb/listing.ts';
import type { AdbTracking } from '../android/adb/track-phones.ts';
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

/** The server whose phones are watched, as far as the watch needs it. */
export interface WatchedServer {
  track(signal: AbortSignal): AsyncIterable<AdbTracking>;
  /** Asks the server for its version, and starts one where that is ours to do; rejects with why there is none. */
  ready(signal: AbortSignal): Promise<unknown>;
}

const AGAIN_MS = 3_000;

/** Yields why there is no server, once a reason, until there is one. */
async function* untilReady(
  server: WatchedServer,
  signal: AbortSignal,
  againMs: number,
): AsyncGenerator<WatchedPhones, void, undefined> {
  let told: ErrorCode | null = null;
  while (!signal.aborted) {
    try {
      await server.ready(signal);
      return;
    } catch (error) {
      if (signal.aborted) return;
      const { code: why } = asWorkstationError(error);
      if (why !== told) yield { source: 'adb', up: false, why };
      told = why;
    }
    await pause(againMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Starts a server that died anew, as long as it is not back by itself: whoever ended it may be about to. */
async function revive(server: WatchedServer, signal: AbortSignal, againMs: number): Promise<void> {
  while (!signal.aborted) {
    await pause(againMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await server.ready(signal).catch(() => undefined);
  }
}

/** Yields what adb sees at every change, for ever; a missing server is a state, not an end, and one that comes later is taken. */
export async function* watchAdb(
  server: WatchedServer,
  signal: AbortSignal,
  againMs: number = AGAIN_MS,
): AsyncGenerator<WatchedPhones, void, undefined> {
  yield* untilReady(server, signal, againMs);
  if (signal.aborted) return;
  let reviving = new AbortController();
  try {
    for await (const tracking of server.track(signal)) {
      reviving.abort();
      if (tracking.server === 'up') {
        yield { source: 'adb', up: true, sightings: tracking.phones.map(sightingOf), isWhole: tracking.isWhole };
        continue;
      }
      reviving = new AbortController();
      void revive(server, reviving.signal, againMs);
      yield { source: 'adb', up: false, why: tracking.why };
    }
  } finally {
    reviving.abort();
  }
}
