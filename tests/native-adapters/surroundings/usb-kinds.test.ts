import { expect, test } from 'vitest';
import { type UsbInterface, usbKindOf } from '../../../native-adapters/surroundings/usb-kinds.ts';

const one = (kind: number, subclass = 0, protocol = 0, name: string | null = null): UsbInterface => ({
  class: kind,
  subclass,
  protocol,
  name,
});
const ADB = one(0xff, 0x42, 0x01);
const FASTBOOT = one(0xff, 0x42, 0x03);
const FILES = one(0x06, 0x01, 0x01);

test.each([
  ['debugging beside files', [0x18d1, 0x4ee2], [FILES, ADB], 'phone-debugging'],
  ['debugging of a maker that nobody lists', [0x1234, 0x0001], [ADB], 'phone-debugging'],
  ['fastboot', [0x18d1, 0x4ee0], [FASTBOOT], 'phone-bootloader'],
  ['files', [0x04e8, 0x6860], [FILES], 'phone-files'],
  ['files under a name', [0x1234, 0x0001], [one(0xff, 0xff, 0, 'MTP')], 'phone-files'],
  ['a camera', [0x04a9, 0x3218], [FILES], 'other'],
  ['a phone that only charges', [0x0fce, 0x0001], [one(0xff)], 'phone-charging'],
  ['a modem of a maker of laptops', [0x05c6, 0x9025], [one(0xff)], 'other'],
  ['a keyboard of a maker of laptops', [0x17ef, 0x6099], [one(0x03)], 'other'],
  ['a disk of a maker of phones', [0x04e8, 0x61f5], [one(0x08, 6, 0x50)], 'other'],
  ['a device without interfaces of a maker of phones', [0x04e8, 0x6860], [], 'other'],
  ['Qualcomm EDL', [0x05c6, 0x9008], [one(0xff)], 'qualcomm-edl'],
  ['Samsung download', [0x04e8, 0x685d], [one(0x0a)], 'samsung-download'],
  ['MediaTek preloader', [0x0e8d, 0x2000], [one(0x02)], 'mediatek-preloader'],
  ['an iPhone', [0x05ac, 0x12a8], [FILES], 'iphone'],
  ['an iPhone in recovery', [0x05ac, 0x1281], [], 'iphone-recovery'],
  ['an iPhone in DFU', [0x05ac, 0x1227], [], 'iphone-dfu'],
  ["Apple's keyboard", [0x05ac, 0x024f], [one(0x03)], 'other'],
  ['RC-S380', [0x054c, 0x06c3], [one(0xff)], 'rc-s380'],
  ['RC-S300', [0x054c, 0x0dc9], [one(0x0b), one(0xff)], 'rc-s300'],
  ['an old PaSoRi', [0x054c, 0x02e1], [one(0xff)], 'old-reader'],
  ['a hub', [0x05e3, 0x0610], [one(0x09)], 'hub'],
  ['numbers that are none', [Number.NaN, Number.NaN], [], 'other'],
] as const)('%s', (_name, [vendorId, productId], interfaces, kind) => {
  expect(usbKindOf({ vendorId, productId, interfaces })).toBe(kind);
});
