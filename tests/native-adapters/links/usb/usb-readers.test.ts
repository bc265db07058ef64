import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadersSeen } from '../../../../domain/reader.ts';
import { shareUsb } from '../../../../native-adapters/links/usb/usb-bus.ts';
import type { UsbDeviceFacts } from '../../../../native-adapters/links/usb/usb-messages.ts';
import { readersAmong, usbReadersOf } from '../../../../native-adapters/links/usb/usb-readers.ts';
import { type Behaviour, fakeUsb, usbDevice } from './fake-usb-process.ts';
import { PATIENCE, READER } from './reader-rig.ts';

let stop = new AbortController();
beforeEach(() => {
  stop = new AbortController();
});
afterEach(() => stop.abort());

describe('what is seen', () => {
  const facts = (productId: number, change: Partial<UsbDeviceFacts> = {}): UsbDeviceFacts => ({
    ...usbDevice([2], 'S1'),
    vendorId: 0x054c,
    productId,
    maker: 'SONY',
    product: 'RC-S380/P',
    interfaces: [{ class: 0xff, subclass: 0, protocol: 0, name: null }],
    ...change,
  });

  it('is every reader that has a driver, by its place, and no other device', () => {
    expect(readersAmong([facts(0x06c3)])).toEqual([READER]);
    const products = [0x06c1, 0x06c3, 0x0dc8, 0x0dc9, 0x0d8f].map((id) => readersAmong([facts(id)]).length);
    expect(products).toEqual([1, 1, 1, 1, 1]);
    const others = [facts(0x02e1), facts(0x01bb), facts(0x06c3, { ports: [] }), usbDevice([1], 'A')];
    expect(readersAmong(others)).toEqual([]);
    const nameless = facts(0x0dc9, { maker: null, product: null, serial: '' });
    expect(readersAmong([nameless])).toMatchObject([{ serial: null, name: null }]);
    expect(readersAmong([facts(0x06c3, { bus: '', ports: [1] })])).toHaveLength(1);
  });

  it('is told at each change only, and why nothing is seen as well', async () => {
    const asked: number[] = [];
    const changing: Behaviour = (self, { id }) => {
      asked.push(id);
      const devices = asked.length < 4 ? [facts(0x06c3)] : [facts(0x06c3), facts(0x0dc9, { ports: [3] })];
      self.say({ kind: 'devices', id, devices });
    };
    const usb = fakeUsb([(self) => self.die(), changing], { pollMs: 5 });
    const readers = usbReadersOf({ bus: shareUsb(usb), patience: PATIENCE, launch: never });
    const seen: ReadersSeen[] = [];
    for await (const one of readers.watch(stop.signal)) {
      seen.push(one);
      if (one.up && one.readers.length === 2) break;
    }
    expect(seen.map((one) => (one.up ? one.readers.map(({ reader }) => reader) : one.why))).toEqual([
      'usb.restarting',
      ['usb:1-2'],
      ['usb:1-2', 'usb:1-3'],
    ]);
  });
});

function never(): never {
  throw new Error('no process was to be started');
}
