import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinSightings, type PhoneMode, type Sighting } from '../../domain/port.ts';

const adb = (path: string | null, serial: string | null): Sighting => ({
  source: 'adb',
  path,
  serial,
  mode: 'android',
  transport: '1',
  detail: null,
});
const usb = (path: string, serial: string | null, mode: PhoneMode = 'waiting-for-adb'): Sighting => ({
  ...adb(path, serial),
  source: 'usb',
  mode,
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

const placesOf = (...sightings: Sighting[]): string[] =>
  joinSightings(sightings).attachments.map(({ port, source, mode }) => `${port} ${source} ${mode}`);

test('what only USB shows is a port of its own mode; where adb shows it too, adb is believed', () => {
  expect(placesOf(adb('usb:1-1', 'A'), usb('usb:1-1', 'A'), usb('usb:1-2', 'B', 'debugging-off'))).toEqual([
    'usb:1-1 adb android',
    'usb:1-2 usb debugging-off',
  ]);
  expect(placesOf(usb('usb:1-1', 'A', 'bootloader'))).toEqual(['usb:1-1 usb bootloader']);
  expect(placesOf(usb('usb:1-1', null), usb('usb:1-2', null))).toHaveLength(2);
});

test('a phone whose socket adb names otherwise is not counted twice', () => {
  expect(placesOf(adb('usb:337641472X', 'A'), usb('usb:20-1', 'A'))).toEqual(['usb:337641472X adb android']);
  expect(placesOf(adb('usb:1-1', 'A'), usb('usb:1-1', 'A'), usb('usb:1-2', 'A'))).toHaveLength(2);
});

test('a phone without a path keeps its port when the USB side comes late, goes blind or falls behind', () => {
  const known = joinSightings([adb(null, 'A'), usb('usb:1-4', 'A')]);
  const ports = (before: typeof known.placed, ...sightings: Sighting[]) =>
    joinSightings(sightings, before).attachments.map(({ port }) => port);
  expect(ports(known.placed, adb(null, 'A'))).toEqual(['usb:1-4']);
  expect(ports(joinSightings([], known.placed).placed, adb(null, 'A'))).toEqual(['usb:1-4']);
  expect(ports(known.placed, adb(null, 'A'), usb('usb:1-5', 'A'))).toEqual(['usb:1-5']);
  expect(ports(known.placed, adb(null, 'A'), usb('usb:1-4', 'B'))).toEqual(['serial:A', 'usb:1-4']);
  const early = joinSightings([adb(null, 'A')]);
  expect(ports(early.placed, adb(null, 'A'), usb('usb:1-4', 'A'))).toEqual(['serial:A']);
});

test('a serial that two phones carried is not remembered', () => {
  const known = joinSightings([adb(null, 'A'), usb('usb:1-4', 'A')]);
  const twins = joinSightings([adb(null, 'A'), adb(null, 'A')], known.placed);
  expect([twins.attachments.length, twins.ambiguous.length, twins.placed.size]).toEqual([0, 2, 0]);
});

const serials = fc.constantFrom(null, '', 'A', 'B', 'C', 'emulator-5556');
const usbPaths = fc.constantFrom('usb:1-1', 'usb:1-2', 'usb:1-1.4', 'usb:2-1');
const adbSide = fc.record({ path: fc.option(usbPaths), serial: serials }).map(({ path, serial }) => adb(path, serial));
const usbSide = fc
  .record({ path: usbPaths, serial: serials, mode: fc.constantFrom<PhoneMode[]>('bootloader', 'waiting-for-adb') })
  .map(({ path, serial, mode }) => usb(path, serial, mode));
const bench = fc.record({
  adb: fc.array(adbSide, { maxLength: 5 }),
  usb: fc.uniqueArray(usbSide, { maxLength: 4, selector: ({ path }) => path }),
});

test('no port holds two phones, no phone of adb is lost, and no twin is guessed apart', () => {
  fc.assert(
    fc.property(bench, fc.array(bench, { maxLength: 3 }), (now, past) => {
      let before = new Map() as ReturnType<typeof joinSightings>['placed'];
      for (const then of past) before = joinSightings([...then.adb, ...then.usb], before).placed;
      const { attachments, ambiguous } = joinSightings([...now.adb, ...now.usb], before);
      const ports = attachments.map(({ port }) => port);
      expect(new Set(ports).size).toBe(ports.length);
      const placed = attachments.filter(({ source }) => source === 'adb').length;
      expect(placed + ambiguous.filter(({ source }) => source === 'adb').length).toBe(now.adb.length);
      for (const one of attachments) {
        if (one.source !== 'adb' || one.path !== null) continue;
        expect(one.serial).toBeTruthy();
        expect(now.adb.filter(({ path, serial }) => path === null && serial === one.serial)).toHaveLength(1);
        const isLoopback = one.serial === 'emulator-5556';
        if (!isLoopback) expect(now.usb.filter(({ serial }) => serial === one.serial).length).toBeLessThan(2);
      }
    }),
    { numRuns: 2000 },
  );
});

test('the USB side never changes what adb says of a phone with a path, nor takes one away', () => {
  fc.assert(
    fc.property(bench, ({ adb: listed, usb: seen }) => {
      const withPath = listed.filter(({ path }) => path !== null);
      const alone = joinSightings(withPath).attachments;
      const both = joinSightings([...withPath, ...seen]).attachments.filter(({ source }) => source === 'adb');
      expect(both).toEqual(alone);
    }),
    { numRuns: 1000 },
  );
});

test('with the USB side up, its phones are shown once: by adb, by themselves, or as what cannot be told apart', () => {
  fc.assert(
    fc.property(bench, ({ usb: seen }) => {
      expect(joinSightings(seen).attachments).toHaveLength(seen.length);
    }),
  );
});
