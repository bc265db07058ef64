import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlistDict } from '../../../../native-adapters/apple/plist/plist-value.ts';
import { readDeviceList, readEvent } from '../../../../native-adapters/apple/usbmuxd/mux-messages.ts';
import { attached } from '../fake-mux.ts';

test('reads a phone and gives its UDID the dash', () => {
  expect(readDeviceList({ DeviceList: [attached(3, '00008030001A2B3C4D5E6F70')] })).toEqual([
    { deviceId: 3, udid: '00008030-001A2B3C4D5E6F70', connection: 'usb', productId: 4_776, locationId: 65_554 },
  ]);
  const old = 'a'.repeat(40);
  expect(readDeviceList({ DeviceList: [attached(3, old)] })?.[0]?.udid).toBe(old);
  expect(readDeviceList({ DeviceList: [attached(3, '00008030-001A2B3C4D5E6F70')] })?.[0]?.udid).toHaveLength(25);
});

test.each<[string, PlistDict]>([
  ['on the network', attached(1, 'A', { ConnectionType: 'Network' })],
  ['without connection', attached(1, 'A', { ConnectionType: undefined })],
  ['without serial', attached(1, 'A', { SerialNumber: undefined })],
  ['without id', attached(1, 'A', { DeviceID: undefined })],
  ['with a path as serial', attached(1, '../../etc/passwd')],
  ['with an id that is no number', attached(1, 'A', { DeviceID: 2n ** 63n })],
  ['without properties', { MessageType: 'Attached', DeviceID: 1 }],
])('an entry %s is left out', (_name, entry) => {
  expect(readDeviceList({ DeviceList: [entry, attached(2, 'B')] })).toHaveLength(1);
  expect(readEvent(entry)).toBeNull();
});

test('what only a Mac says, or nobody, is absent and not invented', () => {
  const entry = attached(1, 'A', { ProductID: 'x', LocationID: undefined, USBSerialNumber: 'A' });
  expect(readEvent(entry)).toMatchObject({ device: { productId: null, locationId: null } });
});

test('reads detachments and ignores the rest', () => {
  expect(readEvent({ MessageType: 'Detached', DeviceID: 4 })).toEqual({ is: 'detached', deviceId: 4 });
  expect(readEvent({ MessageType: 'Detached' })).toBeNull();
  expect(readEvent({ MessageType: 'Paired', DeviceID: 4 })).toBeNull();
});

test('hostile lists never throw (property)', () => {
  const anything = fc.anything({ maxDepth: 4 }) as fc.Arbitrary<PlistDict[string]>;
  fc.assert(
    fc.property(
      fc.array(anything),
      fc.dictionary(fc.constantFrom('DeviceID', 'SerialNumber', 'ConnectionType'), anything),
      (list, properties) => {
        readDeviceList({ DeviceList: [...list, { Properties: properties }] as PlistDict[] });
        readEvent({ MessageType: 'Attached', Properties: properties });
        expect(readDeviceList({ DeviceList: 'x' })).toBeNull();
      },
    ),
  );
});
