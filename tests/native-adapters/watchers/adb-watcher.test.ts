import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type ErrorCode, WorkstationError } from '../../../domain/errors.ts';
import type { PhoneMode } from '../../../domain/port.ts';
import type { AdbState } from '../../../native-adapters/android/adb/listing.ts';
import type { AdbTracking } from '../../../native-adapters/android/adb/track-phones.ts';
import { sightingOf, type WatchedServer, watchAdb } from '../../../native-adapters/watchers/adb-watcher.ts';

// Only the first two let a phone be read.
const STATES: readonly (readonly [AdbState, PhoneMode])[] = [
  ['device', 'android'],
  ['rescue', 'rescue'],
  ['recovery', 'recovery'],
  ['sideload', 'sideload'],
  ['bootloader', 'bootloader'],
  ['unauthorized', 'unauthorized'],
  ['authorizing', 'connecting'],
  ['connecting', 'connecting'],
  ['offline', 'offline'],
  ['no-permissions', 'no-permissions'],
  ['host', 'unknown'],
  ['unknown', 'unknown'],
];

test.each(STATES)('adb state %s is mode %s', (state, mode) => {
  const listing = {
    serial: 'S',
    state,
    path: 'usb:1-1',
    transportId: '7',
    product: null,
    model: null,
    device: null,
    detail: 'said',
  };
  expect(sightingOf(listing)).toEqual({
    source: 'adb',
    path: 'usb:1-1',
    serial: 'S',
    mode,
    transport: '7',
    detail: 'said',
  });
});

/** A server that is not there for as many askings as it has reasons, and whose list goes up and down as told. */
class ScriptedServer implements WatchedServer {
  asked = 0;
  readonly #reasons: readonly ErrorCode[];
  readonly #script: readonly AdbTracking[];

  constructor(reasons: readonly ErrorCode[], script: readonly AdbTracking[]) {
    this.#reasons = reasons;
    this.#script = script;
  }

  async *track(signal: AbortSignal): AsyncGenerator<AdbTracking> {
    for (const tracking of this.#script) {
      yield tracking;
      await pause(60, undefined, { signal }).catch(() => undefined);
    }
  }

  async ready(): Promise<void> {
    const reason = this.#reasons[this.asked];
    this.asked += 1;
    if (reason) throw new WorkstationError(reason);
  }
}

async function watched(server: WatchedServer, signal = new AbortController().signal): Promise<readonly string[]> {
  const told: string[] = [];
  for await (const one of watchAdb(server, signal, 10)) told.push(one.up ? 'up' : one.why);
  return told;
}

const UP: AdbTracking = { server: 'up', phones: [], isWhole: false };
const DOWN: AdbTracking = { server: 'down', why: 'adb.server-down' };

describe('a server that is not there', () => {
  test('is a state that is told once a reason, until there is one', async () => {
    const server = new ScriptedServer(['adb.absent', 'adb.absent', 'adb.server-old'], [UP]);
    expect(await watched(server)).toEqual(['adb.absent', 'adb.server-old', 'up']);
    expect(server.asked).toBe(4);
  });

  test('is asked for anew when it died and did not come back by itself, and not any more afterwards', async () => {
    const server = new ScriptedServer([], [UP, DOWN, UP, UP, UP]);
    expect(await watched(server)).toEqual(['up', 'adb.server-down', 'up', 'up', 'up']);
    const { asked } = server;
    expect(asked).toBeGreaterThan(1);
    await pause(50);
    expect(server.asked).toBe(asked);
  });

  test('is waited for no longer than the watch is wanted', async () => {
    const stopped = new AbortController();
    const server = new ScriptedServer(Array<ErrorCode>(1_000).fill('adb.absent'), [UP]);
    const told = watched(server, stopped.signal);
    await expect.poll(() => server.asked).toBeGreaterThan(2);
    stopped.abort();
    expect(await told).toEqual(['adb.absent']);
  });
});
