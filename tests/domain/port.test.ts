import { expect, test } from 'vitest';
import { joinSightings, type Sighting } from '../../domain/port.ts';

const adb = (path: string | null, serial: string | null): Sighting => ({
  source: 'adb',
  path,
  serial,
  mode: 'android',
  transport: '1',
  detail: null,
});
const usb = (path: string, serial: string | null): Sighting => ({
  ...adb(path, serial),
  source: 'usb',
  transport: null,
});
const portsOf = (...sightings: Sighting[]): string[] => joinSightings(sightings).attachments.map((a) => a.port);

test('a physical path names the port, even when serials are equal or empty', () => {
  expect(portsOf(adb('usb:1-1.2', 'A'), adb('usb:1-1.3', 'A'), adb('usb:1-2', null))).toEqual([
    'usb:1-1.2',
    'usb:1-1.3',
    'usb:1-2',
  ]);
});

test('without a path the USB side that carries the serial alone names it', () => {
  expect(portsOf(adb(null, 'A'), usb('usb:1-4', 'A'))).toEqual(['usb:1-4']);
  const twins = joinSightings([adb(null, 'A'), usb('usb:1-4', 'A'), usb('usb:1-5', 'A')]);
  expect([twins.attachments.length, twins.ambiguous.length]).toEqual([0, 1]);
});

test('without any path the serial names it, but two equal or empty serials are never guessed apart', () => {
  expect(portsOf(adb(null, 'emulator-5600'), adb(null, 'XY 1'))).toEqual(['emulator-5600', 'serial:XY_201']);
  const joined = joinSightings([adb(null, 'A'), adb(null, 'A'), adb(null, ''), adb(null, null)]);
  expect([joined.attachments.length, joined.ambiguous.length]).toEqual([0, 4]);
});

test('a hostile serial cannot leave the alphabet of ids', () => {
  expect(portsOf(adb(null, "';$(x)\n"))).toEqual(['serial:_27_3b_24_28x_29_a']);
  expect(portsOf(adb('../x y', 'B'))).toEqual(['serial:B']);
});
