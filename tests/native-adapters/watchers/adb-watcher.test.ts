import { expect, test } from 'vitest';
import type { PhoneMode } from '../../../domain/port.ts';
import type { AdbState } from '../../../native-adapters/android/adb/listing.ts';
import { sightingOf } from '../../../native-adapters/watchers/adb-watcher.ts';

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
