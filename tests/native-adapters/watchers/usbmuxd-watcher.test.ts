import { afterEach, expect, test } from 'vitest';
import type { MuxAddress } from '../../../native-adapters/apple/usbmuxd/address.ts';
import { Usbmuxd } from '../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { sightingOfIphone, watchUsbmuxd } from '../../../native-adapters/watchers/usbmuxd-watcher.ts';
import type { WatchedPhones } from '../../../native-adapters/watchers/watched-phones.ts';
import { attached, FakeMux, type MuxPeer } from '../apple/fake-mux.ts';

const UDID = '00008110-000A6C9102C0401E';
const DEAF = { see: () => undefined, close: async () => undefined };
const stops: AbortController[] = [];
const open: FakeMux[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) stop.abort();
  for (const fake of open.splice(0)) await fake.stop();
});

async function daemonOf(...phones: readonly (readonly [id: number, serial: string])[]) {
  const listeners: MuxPeer[] = [];
  const fake = await FakeMux.start((peer) => {
    const type = peer.request['MessageType'];
    if (type === 'ReadBUID') peer.reply({ BUID: 'B' });
    else if (type === 'ListDevices') peer.reply({ DeviceList: phones.map(([id, serial]) => attached(id, serial)) });
    else {
      listeners.push(peer);
      peer.result(0);
    }
  });
  open.push(fake);
  return { fake, listeners };
}

function follow(address: MuxAddress): readonly WatchedPhones[] {
  const seen: WatchedPhones[] = [];
  const stop = new AbortController();
  stops.push(stop);
  void (async () => {
    for await (const watched of watchUsbmuxd(new Usbmuxd(address), DEAF, stop.signal)) seen.push(watched);
  })();
  return seen;
}

const shown = (watched: WatchedPhones | undefined): string =>
  watched?.up ? watched.sightings.map(({ serial, transport }) => `${serial} ${transport}`).join() : `${watched?.why}`;

test('an iPhone is seen without a place, under the number of its attachment', () => {
  const device = { deviceId: 7, udid: UDID, connection: 'usb', productId: 0x12a8, locationId: 0x1_0012 } as const;
  expect(sightingOfIphone(device)).toEqual({
    source: 'usbmuxd',
    path: null,
    serial: UDID,
    mode: 'iphone',
    transport: '7',
    detail: null,
  });
});

test('phones come with a dashed UDID, go, and come back under another number; a daemon that dies is a state', async () => {
  const { fake, listeners } = await daemonOf([1, UDID.replace('-', '')]);
  const seen = follow(fake.address);
  await expect.poll(() => seen.length).toBe(1);
  listeners[0]?.event({ MessageType: 'Detached', DeviceID: 1 });
  await expect.poll(() => seen.length).toBe(2);
  listeners[0]?.event(attached(2, UDID));
  await expect.poll(() => seen.length).toBe(3);
  await fake.stop();
  await expect.poll(() => seen.at(-1)?.up).toBe(false);
  expect(seen.slice(0, 3).map(shown)).toEqual([`${UDID} 1`, '', `${UDID} 2`]);
  expect(seen.every(({ source }) => source === 'usbmuxd')).toBe(true);
});
