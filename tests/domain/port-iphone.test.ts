import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinSightings, type PhoneMode, type Sighting } from '../../domain/port.ts';

const A = '00008110-000A6C9102C0401E';
const B = '0123456789abcdef0123456789abcdef01234567';
const mux = (udid: string, transport = '1'): Sighting => ({
  source: 'usbmuxd',
  path: null,
  serial: udid,
  mode: 'iphone',
  transport,
  detail: null,
});
const usb = (path: string, serial: string | null, mode: PhoneMode = 'waiting-for-usbmuxd'): Sighting => ({
  source: 'usb',
  path,
  serial,
  mode,
  transport: null,
  detail: null,
});
const adb = (path: string, serial: string): Sighting => ({ ...usb(path, serial, 'android'), source: 'adb' });
const placesOf = (...sightings: Sighting[]): string[] =>
  joinSightings(sightings).attachments.map(({ port, source, mode }) => `${port} ${source} ${mode}`);

test('the USB side that carries the UDID names the place of an iPhone, and usbmuxd is believed', () => {
  expect(placesOf(mux(A), usb('usb:1-4', A))).toEqual(['usb:1-4 usbmuxd iphone']);
  expect(placesOf(usb('usb:1-5', B), mux(B), mux(A), usb('usb:1-4', A))).toEqual([
    'usb:1-5 usbmuxd iphone',
    'usb:1-4 usbmuxd iphone',
  ]);
});

test('without the USB side, or where it cannot read the serial, the UDID names the port', () => {
  expect(placesOf(mux(A))).toEqual([`serial:${A} usbmuxd iphone`]);
  // Whose socket is whose is not known, but that these are the same phones is.
  expect(placesOf(mux(A), usb('usb:1-4', null))).toEqual([`serial:${A} usbmuxd iphone`]);
  expect(placesOf(mux(A), mux(B), usb('usb:1-4', null))).toHaveLength(2);
});

test('an iPhone that usbmuxd does not offer is not hidden by another that it does', () => {
  const waiting = 'usb:1-4 usb waiting-for-usbmuxd';
  expect(placesOf(mux(A), usb('usb:1-4', null), usb('usb:1-5', null))).toHaveLength(3);
  expect(placesOf(mux(A), usb('usb:1-5', A), usb('usb:1-4', null))).toContain(waiting);
  expect(placesOf(mux(A), usb('usb:1-4', B))).toContain(waiting);
  expect(placesOf(usb('usb:1-4', null))).toEqual([waiting]);
  expect(placesOf(mux(A), usb('usb:1-4', null, 'iphone-recovery'))).toContain('usb:1-4 usb iphone-recovery');
  expect(placesOf(mux(A), usb('usb:1-4', null, 'waiting-for-adb'))).toContain('usb:1-4 usb waiting-for-adb');
});

test('every phone that USB shows without a serial is on the board once, by usbmuxd or by its socket (property)', () => {
  const udids = fc.uniqueArray(fc.constantFrom(A, B, '00008120-000000000000001E', '00008120-000000000000002E'));
  fc.assert(
    fc.property(udids, udids, fc.nat(4), (hidden, read, waiting) => {
      const readable = read.filter((udid) => !hidden.includes(udid));
      const iphones = [...hidden, ...readable].map((udid, at) => mux(udid, String(at)));
      const bare = [...hidden, ...Array(waiting)].map((_, at) => usb(`usb:1-${at + 1}`, null));
      const named = readable.map((udid, at) => usb(`usb:2-${at + 1}`, udid));
      const { attachments } = joinSightings([...iphones, ...bare, ...named]);
      expect(attachments.filter(({ source }) => source === 'usbmuxd')).toHaveLength(iphones.length);
      // With one more than usbmuxd explains, none can be told from another, and none is hidden.
      const left = attachments.filter(({ source }) => source === 'usb');
      expect(left).toHaveLength(waiting === 0 ? 0 : bare.length);
    }),
  );
});

test('two sightings of one place, or of one UDID, are never guessed apart', () => {
  const twice = joinSightings([mux(A, '1'), mux(A, '2'), usb('usb:1-4', A)]);
  expect([twice.attachments.map(({ source }) => source), twice.ambiguous.length]).toEqual([[], 2]);
  const sockets = joinSightings([mux(A), usb('usb:1-4', A), usb('usb:1-5', A)]);
  expect(sockets.attachments.filter(({ source }) => source === 'usbmuxd')).toEqual([]);
  const withAdb = joinSightings([mux(A), usb('usb:1-4', A), adb('usb:1-4', 'S')]);
  expect([withAdb.attachments.length, withAdb.ambiguous.length]).toEqual([0, 2]);
});

test('usbmuxd that is down leaves the phone to the USB side, on the same port, and takes it back', () => {
  const known = joinSightings([mux(A), usb('usb:1-4', A)]);
  const down = joinSightings([usb('usb:1-4', A)], known.placed);
  expect(down.attachments).toMatchObject([{ port: 'usb:1-4', mode: 'waiting-for-usbmuxd', transport: null }]);
  const again = joinSightings([mux(A, '1'), usb('usb:1-4', A)], down.placed);
  expect(again.attachments).toMatchObject([{ port: 'usb:1-4', mode: 'iphone', transport: '1' }]);
});

test('a phone keeps its port while it restarts through recovery, and while USB is blind', () => {
  const known = joinSightings([mux(A), usb('usb:1-4', A)]);
  const recovery = joinSightings([usb('usb:1-4', 'CPID:8110 ECID:000A6C9102C0401E', 'iphone-recovery')], known.placed);
  expect(recovery.attachments).toMatchObject([{ port: 'usb:1-4', mode: 'iphone-recovery' }]);
  expect(joinSightings([mux(A, '2')], recovery.placed).attachments).toMatchObject([{ port: 'usb:1-4' }]);
});

test('an iPhone and an Android phone side by side do not touch each other', () => {
  expect(placesOf(adb('usb:1-1', 'S'), mux(A), usb('usb:1-1', 'S', 'waiting-for-adb'), usb('usb:1-2', A))).toEqual([
    'usb:1-1 adb android',
    'usb:1-2 usbmuxd iphone',
  ]);
});

test('no port holds two phones, no iPhone is lost, and each stands where its UDID alone is (property)', () => {
  const udids = fc.constantFrom(A, B, '00008120-000000000000001E');
  const paths = fc.constantFrom('usb:1-1', 'usb:1-2', 'usb:2-1');
  const modes = fc.constantFrom<PhoneMode[]>('waiting-for-usbmuxd', 'iphone-recovery', 'waiting-for-adb');
  const seen = fc.record({
    served: fc.array(fc.tuple(udids, fc.nat(9)), { maxLength: 4 }),
    adbs: fc.uniqueArray(paths, { maxLength: 2 }),
    bus: fc.uniqueArray(fc.tuple(paths, fc.option(udids), modes), { maxLength: 3, selector: ([path]) => path }),
  });
  fc.assert(
    fc.property(seen, ({ served, adbs, bus }) => {
      const iphones = served.map(([udid, id]) => mux(udid, String(id)));
      const all = [...iphones, ...adbs.map((path) => adb(path, 'S')), ...bus.map((one) => usb(...one))];
      const { attachments, ambiguous } = joinSightings(all);
      expect(new Set(attachments.map(({ port }) => port)).size).toBe(attachments.length);
      const count = (list: readonly Sighting[]) => list.filter(({ source }) => source === 'usbmuxd').length;
      expect(count(attachments) + count(ambiguous)).toBe(iphones.length);
      for (const one of attachments.filter(({ source }) => source === 'usbmuxd')) {
        expect(iphones.filter(({ serial }) => serial === one.serial)).toHaveLength(1);
        const sockets = bus.filter(([, serial]) => serial === one.serial);
        expect(one.port).toBe(sockets[0]?.[0] ?? `serial:${one.serial}`);
      }
    }),
    { numRuns: 2000 },
  );
});
