import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { PlistDict } from '../../../../native-adapters/apple/plist/plist-value.ts';
import { type IphoneTracking, trackIphones } from '../../../../native-adapters/apple/usbmuxd/track-iphones.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { attached, FakeMux, type MuxPeer } from '../fake-mux.ts';

const open: FakeMux[] = [];
const stops: AbortController[] = [];

/** A daemon whose phones come and go as the test says. */
class Bench {
  readonly listeners: MuxPeer[] = [];
  phones: PlistDict[] = [];
  isHung = false;

  readonly answer = (peer: MuxPeer): void => {
    if (this.isHung) return;
    const type = peer.request['MessageType'];
    if (type === 'ReadBUID') peer.reply({ BUID: 'B' });
    else if (type === 'ListDevices') peer.reply({ DeviceList: this.phones });
    else {
      this.listeners.push(peer);
      peer.result(0);
      for (const phone of this.phones) peer.event(phone);
    }
  };

  tell(message: PlistDict): void {
    for (const peer of this.listeners) peer.event(message);
  }
}

async function start(bench: Bench, port = 0): Promise<FakeMux> {
  const fake = await FakeMux.start(bench.answer, port);
  open.push(fake);
  return fake;
}

const shown = (tracking: IphoneTracking): string =>
  tracking.daemon === 'up'
    ? tracking.devices.map(({ udid, deviceId }) => `${udid}${deviceId}`).join('+')
    : tracking.why;

function follow(fake: { readonly address: FakeMux['address'] }) {
  const stop = new AbortController();
  stops.push(stop);
  const seen: string[] = [];
  const finished = (async () => {
    const pulse = { everyMs: 200, withinMs: 200 };
    for await (const tracking of trackIphones(new Usbmuxd(fake.address), stop.signal, pulse))
      seen.push(shown(tracking));
  })();
  return { stop, finished, seen };
}

afterEach(async () => {
  for (const stop of stops.splice(0)) stop.abort();
  for (const fake of open.splice(0)) await fake.stop();
});

describe('trackIphones', () => {
  test('begins with the whole list and yields every change', async () => {
    const bench = new Bench();
    bench.phones = [attached(1, 'A')];
    const { seen } = follow(await start(bench));
    await expect.poll(() => seen).toEqual(['A1']);
    bench.tell(attached(2, 'B'));
    await expect.poll(() => seen).toEqual(['A1', 'A1+B2']);
    bench.tell({ MessageType: 'Detached', DeviceID: 1 });
    await expect.poll(() => seen.at(-1)).toBe('B2');
    bench.tell({ MessageType: 'Paired', DeviceID: 2 });
    bench.tell({ MessageType: 'Detached', DeviceID: 99 });
    bench.tell(attached(2, 'B'));
    bench.tell(attached(3, 'N', { ConnectionType: 'Network' }));
    await pause(300);
    expect(seen).toEqual(['A1', 'A1+B2', 'B2']);
  });

  test('no daemon is one absent; it is up when it comes, down when it dies, up again after', async () => {
    const first = await start(new Bench());
    const { address } = first;
    await first.stop();
    open.splice(0);
    const { seen } = follow({ address });
    await expect.poll(() => seen).toEqual(['usbmuxd.absent']);
    const second = await start(new Bench(), address.port);
    await expect.poll(() => seen, { timeout: 5_000 }).toEqual(['usbmuxd.absent', '']);
    await second.stop();
    await expect.poll(() => seen.slice(0, 3), { timeout: 5_000 }).toEqual(['usbmuxd.absent', '', 'usbmuxd.down']);
    const bench = new Bench();
    bench.phones = [attached(1, 'A')];
    await start(bench, address.port);
    await expect.poll(() => seen.at(-1), { timeout: 5_000 }).toBe('A1');
  });

  test('a phone that leaves while the first list is on its way stays away', async () => {
    const bench = new Bench();
    let held: MuxPeer | null = null;
    const fake = await FakeMux.start((peer) => {
      if (peer.request['MessageType'] === 'ListDevices') held = peer;
      else bench.answer(peer);
    });
    open.push(fake);
    const { seen } = follow(fake);
    await expect.poll(() => held).not.toBeNull();
    bench.tell({ MessageType: 'Detached', DeviceID: 1 });
    await pause(50);
    (held as MuxPeer | null)?.reply({ DeviceList: [attached(1, 'A'), attached(2, 'B')] });
    await expect.poll(() => seen).toEqual(['B2']);
  });

  test('who is slow gets the newest state', async () => {
    const bench = new Bench();
    const stop = new AbortController();
    stops.push(stop);
    const tracking = trackIphones(new Usbmuxd((await start(bench)).address), stop.signal);
    expect(shown((await tracking.next()).value ?? never())).toBe('');
    for (let id = 1; id <= 20; id += 1) bench.tell(attached(id, 'A'));
    for (let id = 1; id <= 19; id += 1) bench.tell({ MessageType: 'Detached', DeviceID: id });
    await pause(200);
    expect(shown((await tracking.next()).value ?? never())).toBe('A20');
  });

  test('a daemon that hangs is noticed although its socket stays open', async () => {
    const bench = new Bench();
    const { seen } = follow(await start(bench));
    await expect.poll(() => seen).toEqual(['']);
    bench.isHung = true;
    await expect.poll(() => seen, { timeout: 5_000 }).toEqual(['', 'usbmuxd.down']);
  });

  test('ends quietly when its signal fires, in every phase', async () => {
    const fake = await start(new Bench());
    const running = follow(fake);
    await expect.poll(() => running.seen).toEqual(['']);
    running.stop.abort();
    await running.finished;
    const { address } = fake;
    await fake.stop();
    open.splice(0);
    const waiting = follow({ address });
    await expect.poll(() => waiting.seen).toEqual(['usbmuxd.absent']);
    waiting.stop.abort();
    await waiting.finished;
    expect(waiting.seen).toEqual(['usbmuxd.absent']);
  });
});

function never(): never {
  throw new Error('the tracker ended');
}
