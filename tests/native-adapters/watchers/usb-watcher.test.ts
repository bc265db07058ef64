import { expect, test } from 'vitest';
import type { UsbView } from '../../../native-adapters/links/usb/keep-usb.ts';
import type { UsbDeviceFacts } from '../../../native-adapters/links/usb/usb-messages.ts';
import { phonesAmong, usbPath, watchUsb } from '../../../native-adapters/watchers/usb-watcher.ts';
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

test('the name of a bus is a number as adb prints it, or made safe', () => {
  expect(usbPath({ bus: '003', ports: [1, 4] })).toBe('usb:3-1.4');
  expect(usbPath({ bus: 'PCI\\VEN_8086&DEV_A36D\\3&11583659&0&A0', ports: [7] })).toBe(
    'usb:PCI_VEN_8086_DEV_A36D_3_11583659_0_A0-7',
  );
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
