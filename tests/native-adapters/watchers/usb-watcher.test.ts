import { expect, test } from 'vitest';
import type { UsbView } from '../../../native-adapters/links/usb/keep-usb.ts';
import type { UsbDeviceFacts } from '../../../native-adapters/links/usb/usb-messages.ts';
import { phonesAmong, watchUsb } from '../../../native-adapters/watchers/usb-watcher.ts';
import { usbDevice } from '../links/usb/fake-usb-process.ts';

const withInterface = (vendorId: number, ...triple: readonly [number, number, number, string?]): UsbDeviceFacts => ({
  ...usbDevice([3], 'S'),
  vendorId,
  interfaces: [
    { class: 0x08, subclass: 0x06, protocol: 0x50, name: null },
    { class: triple[0], subclass: triple[1], protocol: triple[2], name: triple[3] ?? null },
  ],
});

test.each([
  ['debugging, whoever made it', withInterface(0x1234, 0xff, 0x42, 0x01), 'waiting-for-adb'],
  ['fastboot', withInterface(0x1234, 0xff, 0x42, 0x03), 'bootloader'],
  ['files only, named so', withInterface(0x1234, 0xff, 0xff, 0x00, 'MTP'), 'debugging-off'],
  ['files only, from a maker of phones', withInterface(0x04e8, 0x06, 0x01, 0x01), 'debugging-off'],
  ['a camera', withInterface(0x04a9, 0x06, 0x01, 0x01), undefined],
  ['an iPhone', withInterface(0x05ac, 0x06, 0x01, 0x01), undefined],
  ['a contactless reader', withInterface(0x054c, 0xff, 0x00, 0x00), undefined],
  ['a stick', withInterface(0x18d1, 0x08, 0x06, 0x50), undefined],
  ['the root of a bus', { ...usbDevice([], 'S'), ports: [] }, undefined],
])('%s', (_name, device, mode) => {
  expect(phonesAmong([device])[0]?.mode).toBe(mode);
});

test('a phone is told as adb would tell its place, with its serial and name', () => {
  expect(phonesAmong([usbDevice([1, 2], 'A1'), { ...usbDevice([4], ''), maker: null, product: null }])).toEqual([
    {
      source: 'usb',
      path: 'usb:1-1.2',
      serial: 'A1',
      mode: 'waiting-for-adb',
      transport: null,
      detail: 'Google Pixel 7a',
    },
    { source: 'usb', path: 'usb:1-4', serial: null, mode: 'waiting-for-adb', transport: null, detail: null },
  ]);
});

const apple = (productId: number, serial: string | null): UsbDeviceFacts => ({
  ...withInterface(0x05ac, 0x06, 0x01, 0x01),
  productId,
  serial,
});
const seenAs = (productId: number, serial: string | null) =>
  phonesAmong([apple(productId, serial)]).map((seen) => [seen.mode, seen.serial, seen.path, seen.transport]);

test('an iPhone waits for usbmuxd, with its serial as usbmuxd writes it', () => {
  const dashed = '00008110-000A6C9102C0401E';
  const old = '0123456789abcdef0123456789abcdef01234567';
  for (const productId of [0x1290, 0x12a8, 0x12ab, 0x12af]) {
    expect(seenAs(productId, dashed.replace('-', ''))).toEqual([['waiting-for-usbmuxd', dashed, 'usb:1-3', null]]);
  }
  expect(seenAs(0x12a8, old)).toEqual([['waiting-for-usbmuxd', old, 'usb:1-3', null]]);
  expect(seenAs(0x12a8, dashed)).toEqual([['waiting-for-usbmuxd', dashed, 'usb:1-3', null]]);
  expect(seenAs(0x12a8, null)).toEqual([['waiting-for-usbmuxd', null, 'usb:1-3', null]]);
});

test('an iPhone without iOS is told by its product number, with its whole serial string', () => {
  const text = 'CPID:8110 BDID:18 ECID:000A6C9102C0401E SRNM:[F4GDH2ABC1]';
  for (const productId of [0x1280, 0x1281, 0x1282, 0x1283]) {
    expect(seenAs(productId, text)).toEqual([['iphone-recovery', text, 'usb:1-3', null]]);
  }
  for (const productId of [0x1222, 0x1227])
    expect(seenAs(productId, text)).toEqual([['iphone-dfu', text, 'usb:1-3', null]]);
});

test("Apple's keyboards, mice and what lies beside the phones' numbers are no phones", () => {
  for (const productId of [0x0250, 0x1221, 0x1226, 0x1228, 0x127f, 0x1284, 0x128f, 0x12b0])
    expect(seenAs(productId, 'S')).toEqual([]);
});

test('only changes are passed on', async () => {
  async function* views(): AsyncGenerator<UsbView> {
    yield { up: false, why: 'usb.unavailable' };
    yield { up: false, why: 'usb.unavailable' };
    yield { up: true, devices: [usbDevice([1], 'A')] };
    yield { up: true, devices: [usbDevice([1], 'A'), { ...usbDevice([], null), ports: [] }] };
    yield { up: true, devices: [] };
  }
  const seen = [];
  for await (const watched of watchUsb(views())) seen.push(watched.up ? watched.sightings.length : watched.why);
  expect(seen).toEqual(['usb.unavailable', 1, 0]);
});
