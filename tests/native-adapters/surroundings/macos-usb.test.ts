import { expect, test } from 'vitest';
import { readMacosUsb } from '../../../native-adapters/surroundings/macos-usb.ts';

// Made from the documented form of system_profiler; no answer of a real Mac was at hand.
const answer = (items: readonly object[]): string =>
  JSON.stringify({ SPUSBDataType: [{ _name: 'USB31Bus', host_controller: 'AppleT8103USBXHCI', _items: items }] });

test('devices are found at every depth, by their numbers', () => {
  const iphone = { _name: 'iPhone', vendor_id: 'apple_vendor_id', product_id: '0x12a8', location_id: '0x01100000 / 2' };
  const reader = { _name: 'RC-S380/P', vendor_id: '0x054c  (Sony Corporation)', product_id: '0x06c3' };
  const hub = { _name: 'Hub', vendor_id: '0x05e3  (Genesys Logic, Inc.)', product_id: '0x0610', _items: [reader] };
  expect(readMacosUsb(answer([iphone, hub]))).toMatchObject({
    hasBus: true,
    devices: [
      { kind: 'iphone', id: '05ac:12a8', name: 'iPhone', port: null, opens: null },
      { kind: 'other', id: '05e3:0610' },
      { kind: 'rc-s380', id: '054c:06c3' },
    ],
  });
});

test('a bus with nothing on it is empty, and what is no answer throws', () => {
  expect(readMacosUsb('{"SPUSBDataType":[]}').devices).toEqual([]);
  for (const text of ['', '{}', '{"SPUSBHostDataType":[]}']) expect(() => readMacosUsb(text)).toThrow();
});
