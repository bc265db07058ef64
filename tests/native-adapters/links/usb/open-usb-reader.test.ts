import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { readerId } from '../../../../domain/ids.ts';
import type { ReaderTransport } from '../../../../domain/reader.ts';
import { type DeviceBehaviour, holding } from './fake-device-process.ts';
import { FakeUsbDevice } from './fake-usb-device.ts';
import { READER, type ReaderRig, readerRig as rig } from './reader-rig.ts';

let stop = new AbortController();
beforeEach(() => {
  stop = new AbortController();
});
afterEach(() => stop.abort());

const open = ({ readers }: ReaderRig, sighting = READER): Promise<ReaderTransport> =>
  readers.open(sighting, stop.signal);
const silent: DeviceBehaviour = () => undefined;

describe('an open reader', () => {
  it('moves bytes both ways, one call at a time, and gives its process back', async () => {
    const device = new FakeUsbDevice();
    const here = rig(holding(device));
    const transport = await open(here);
    device.sends([1, 2], [3]);
    const frame = Uint8Array.of(9, 9);
    expect(await Promise.all([transport.write(frame), transport.read(100), transport.read(100)])).toEqual([
      undefined,
      Uint8Array.of(1, 2),
      Uint8Array.of(3),
    ]);
    expect(await transport.read(10)).toBeNull();
    expect(device.written).toEqual(['0909']);
    await Promise.all([transport.close(), transport.close()]);
    await transport.close();
    expect(device.isClosed).toBe(true);
    expect(device.calls.filter((call) => call === 'close')).toHaveLength(1);
    expect(here.launched.map(({ isKilled }) => isKilled)).toEqual([true]);
    await expect(transport.read(10)).rejects.toMatchObject({ code: 'reader.absent' });
  });

  it('is the one that was seen: another place, product or number is none', async () => {
    const device = new FakeUsbDevice();
    for (const other of [{ reader: readerId('usb:1-3') }, { productId: 0x06c1 }, { serial: 'S2' }] as const) {
      const here = rig(holding(device));
      await expect(open(here, { ...READER, ...other })).rejects.toMatchObject({ code: 'reader.absent' });
      expect(here.launched.map(({ isKilled }) => isKilled)).toEqual([true]);
    }
    expect(device.calls).toEqual([]);
    await open(rig(holding(device)), { ...READER, serial: null });
  });

  it('says why it could not be claimed, and leaves nothing running', async () => {
    const device = new FakeUsbDevice();
    device.driver = 'usbfs';
    const here = rig(holding(device));
    await expect(open(here)).rejects.toMatchObject({ code: 'reader.busy', facts: { what: /errno 16/ } });
    device.driver = null;
    await (await open(here)).close();
    expect(here.launched.map(({ isKilled }) => isKilled)).toEqual([true, true]);
  });

  it('has one process and never two', async () => {
    const here = rig(holding(new FakeUsbDevice()));
    const transport = await open(here);
    await expect(open(here)).rejects.toMatchObject({ code: 'reader.busy' });
    expect(here.launched).toHaveLength(1);
    await transport.close();
    await open(here);
    expect(here.launched).toHaveLength(2);
  });

  it('has one process also where several want it at the same time, or are waiting for it', async () => {
    const here = rig(holding(new FakeUsbDevice()), holding(new FakeUsbDevice()));
    const settled = async (): Promise<readonly string[]> => {
      const all = await Promise.allSettled([open(here), open(here)]);
      return all.map((one) => (one.status === 'fulfilled' ? 'open' : one.reason.code));
    };
    expect(await settled()).toEqual(['open', 'reader.busy']);
    const [first] = here.launched;
    const waiting = settled();
    first?.kill();
    expect(await waiting).toEqual(['open', 'reader.busy']);
    expect(here.launched).toHaveLength(2);
  });

  it('is not opened again while its process waits inside the kernel', async () => {
    const here = rig((self) => {
      self.outlivesKill = true;
    }, holding(new FakeUsbDevice()));
    await expect(open(here)).rejects.toMatchObject({ code: 'reader.hung' });
    await expect(open(here)).rejects.toMatchObject({ code: 'reader.hung' });
    expect(here.launched).toHaveLength(1);
    here.launched[0]?.die();
    await open(here);
    expect(here.launched).toHaveLength(2);
  });

  it('two readers know nothing of each other: one that hangs costs only itself', async () => {
    const living = new FakeUsbDevice();
    const here = rig(silent, holding(living));
    const dead = open(here, { ...READER, reader: readerId('usb:1-7') });
    const transport = await open(here);
    living.sends([5]);
    expect(await transport.read(100)).toEqual(Uint8Array.of(5));
    await expect(dead).rejects.toMatchObject({ code: 'reader.hung' });
    living.sends([6]);
    expect(await transport.read(100)).toEqual(Uint8Array.of(6));
  });
});

describe('a hang', () => {
  test.each(['open', 'claim'] as const)('in %s ends the process and is told', async (call) => {
    const device = new FakeUsbDevice();
    device.hangs.add(call);
    const here = rig(holding(device));
    await expect(open(here)).rejects.toMatchObject({ code: 'reader.hung' });
    expect(here.launched.map(({ isKilled }) => isKilled)).toEqual([true]);
  });

  test.each(['in', 'out'] as const)(
    'in a transfer (%s) ends the process, and every call from then on',
    async (call) => {
      const device = new FakeUsbDevice();
      const here = rig(holding(device));
      const transport = await open(here);
      device.hangs.add(call);
      const work = call === 'in' ? transport.read(20) : transport.write(Uint8Array.of(1));
      await expect(work).rejects.toMatchObject({ code: 'reader.hung' });
      expect(here.launched[0]?.isKilled).toBe(true);
      const asked = here.launched[0]?.asked.length;
      await expect(transport.read(20)).rejects.toMatchObject({ code: 'reader.hung' });
      await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'reader.hung' });
      await transport.close();
      expect(here.launched[0]?.asked).toHaveLength(asked ?? 0);
    },
  );

  test.each(['release', 'close'] as const)('while it is given back (%s) is no error', async (call) => {
    const device = new FakeUsbDevice();
    const here = rig(holding(device));
    const transport = await open(here);
    device.hangs.add(call);
    await transport.close();
    expect(here.launched[0]?.isKilled).toBe(true);
  });

  it('does not keep whoever closes waiting for a process that cannot be killed', async () => {
    const device = new FakeUsbDevice();
    const here = rig(holding(device));
    const transport = await open(here);
    device.hangs.add('release');
    for (const process of here.launched) process.outlivesKill = true;
    await transport.close();
    await expect(open(here)).rejects.toMatchObject({ code: 'reader.hung' });
  });
});

describe('an unplugged reader', () => {
  test.each(['open', 'claim'] as const)('is told where the cable comes out in %s', async (call) => {
    const device = new FakeUsbDevice();
    device.failing.set(call, [`${call} error: device disconnected (errno 19)`]);
    await expect(open(rig(holding(device)))).rejects.toMatchObject({ code: 'reader.unplugged' });
  });

  it('is told while a read waits, between calls, and again and again', async () => {
    const device = new FakeUsbDevice();
    const transport = await open(rig(holding(device)));
    const waiting = transport.read(10_000);
    setTimeout(() => device.unplug(), 20);
    await expect(waiting).rejects.toMatchObject({ code: 'reader.unplugged' });
    await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'reader.unplugged' });
    await transport.close();
    const idle = new FakeUsbDevice();
    const other = await open(rig(holding(idle)));
    idle.unplug();
    await expect(other.read(1000)).rejects.toMatchObject({ code: 'reader.unplugged' });
    await other.close();
    expect(idle.isClosed).toBe(true);
  });
});

describe('a process at fault', () => {
  it('that ends by itself fails what waits and what follows', async () => {
    const here = rig(holding(new FakeUsbDevice()));
    const transport = await open(here);
    const waiting = transport.read(10_000);
    setTimeout(() => here.launched[0]?.die(), 10);
    await expect(waiting).rejects.toMatchObject({ code: 'usb.restarting' });
    await expect(transport.read(10)).rejects.toMatchObject({ code: 'usb.restarting' });
    await transport.close();
    await expect(open(rig((self) => self.die()))).rejects.toMatchObject({ code: 'usb.restarting' });
  });

  const spoiled = (words: (id: number) => unknown): DeviceBehaviour => {
    const real = holding(new FakeUsbDevice());
    return (self, message) => {
      if (message.kind === 'in') self.say(words(message.id));
      else real(self, message);
    };
  };

  test.each<readonly [string, (id: number) => unknown]>([
    ['no object', () => 7],
    ['an unknown kind', (id) => ({ kind: 'cames', id, bytes: null })],
    ['a stale answer', (id) => ({ kind: 'came', id: id - 1, bytes: null })],
    ['an answer to another kind of question', (id) => ({ kind: 'done', id })],
    ['more bytes than frames have', (id) => ({ kind: 'came', id, bytes: new Uint8Array(4097) })],
    ['bytes that are none', (id) => ({ kind: 'came', id, bytes: [1, 2] })],
    ['an error that no reader has', (id) => ({ kind: 'failed', id, code: 'ledger.write-failed', what: '' })],
  ])('that says %s is ended', async (_name, words) => {
    const here = rig(spoiled(words));
    const transport = await open(here);
    await expect(transport.read(50)).rejects.toMatchObject({ code: 'usb.restarting' });
    expect(here.launched[0]?.isKilled).toBe(true);
  });

  it('that speaks unasked is ended at once, so that it can flood nobody', async () => {
    const here = rig(holding(new FakeUsbDevice()));
    const transport = await open(here);
    for (let count = 0; count < 1000; count += 1)
      here.launched[0]?.say({ kind: 'came', id: 2, bytes: Uint8Array.of(1) });
    await pause(5);
    expect(here.launched[0]?.isKilled).toBe(true);
    await expect(transport.read(50)).rejects.toMatchObject({ code: 'usb.restarting' });
  });

  it('whose answer comes when nobody waits for it any more is not believed', async () => {
    const device = new FakeUsbDevice();
    const late: DeviceBehaviour = (self, message) =>
      void setTimeout(() => holding(device)(self, message), message.kind === 'in' ? 300 : 0);
    const real = holding(device);
    const here = rig((self, message) => (message.kind === 'in' ? late(self, message) : real(self, message)));
    const transport = await open(here);
    await expect(transport.read(1)).rejects.toMatchObject({ code: 'reader.hung' });
    await pause(350);
    await expect(transport.read(1)).rejects.toMatchObject({ code: 'reader.hung' });
  });
});

describe('whoever stops', () => {
  it('ends the process that is being opened', async () => {
    const here = rig(silent);
    const reason = new Error('enough');
    const opening = open(here);
    setTimeout(() => stop.abort(reason), 20);
    await expect(opening).rejects.toBe(reason);
    expect(here.launched[0]?.isKilled).toBe(true);
    const later = open(here);
    await expect(later).rejects.toBe(reason);
  });

  it('afterwards changes nothing for a reader that is open', async () => {
    const device = new FakeUsbDevice();
    const transport = await open(rig(holding(device)));
    stop.abort();
    device.sends([1]);
    expect(await transport.read(100)).toEqual(Uint8Array.of(1));
  });
});
