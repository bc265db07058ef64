import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { attached, FakeMux, type MuxPeer } from '../fake-mux.ts';

const open: FakeMux[] = [];

async function daemon(answer: (peer: MuxPeer) => void): Promise<{ fake: FakeMux; usbmuxd: Usbmuxd }> {
  const fake = await FakeMux.start(answer);
  open.push(fake);
  return { fake, usbmuxd: new Usbmuxd(fake.address) };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof WorkstationError ? error.code : `no error of ours: ${String(error)}`;
}

const soon = { withinMs: 300 };

afterEach(async () => {
  for (const fake of open.splice(0)) await fake.stop();
});

describe('Usbmuxd', () => {
  test('names itself and asks with tags from 1 on', async () => {
    const tags: number[] = [];
    const { fake, usbmuxd } = await daemon((peer) => {
      tags.push(peer.tag);
      peer.reply({ BUID: 'B-1' });
    });
    expect(await usbmuxd.readBuid()).toBe('B-1');
    await usbmuxd.readBuid();
    expect(tags).toEqual([1, 2]);
    expect(fake.asked[0]).toEqual({
      MessageType: 'ReadBUID',
      ProgName: 'hakushi',
      ClientVersionString: 'hakushi',
      kLibUSBMuxVersion: 3,
    });
  });

  test('swaps the port and hands out the stream with what the phone said already', async () => {
    const { fake, usbmuxd } = await daemon((peer) => peer.take(Buffer.from('early')).write(' and late'));
    const socket = await usbmuxd.connect(7, 62_078);
    expect(fake.asked[0]).toMatchObject({ MessageType: 'Connect', DeviceID: 7, PortNumber: 32_498 });
    expect([socket.listenerCount('data'), socket.listenerCount('readable'), socket.isPaused()]).toEqual([0, 0, true]);
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    await expect.poll(() => heard).toBe('early and late');
    socket.destroy();
    await once(socket, 'close');
  });

  test('a stream that breaks does not bring the program down', async () => {
    const { fake, usbmuxd } = await daemon((peer) => void peer.take());
    const socket = await usbmuxd.connect(7, 1);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.emit('error', new Error('reset'));
    socket.destroy();
    await closed;
    expect(fake.asked).toHaveLength(1);
  });

  test('results have their meanings', async () => {
    let result = 0;
    const { usbmuxd } = await daemon((peer) => peer.result(result));
    result = 2;
    expect(await codeOf(usbmuxd.connect(1, 1))).toBe('device.unplugged');
    expect(await usbmuxd.readPairRecord('A')).toBeNull();
    await usbmuxd.deletePairRecord('A');
    expect(await codeOf(usbmuxd.savePairRecord({ udid: 'A', deviceId: 1 }, Uint8Array.of(1)))).toBe('device.protocol');
    result = 3;
    expect(await codeOf(usbmuxd.connect(1, 1))).toBe('device.refused');
    result = 22;
    expect(await codeOf(usbmuxd.connect(1, 1))).toBe('device.protocol');
    expect(await codeOf(usbmuxd.readPairRecord('A'))).toBe('device.protocol');
    expect(await codeOf(usbmuxd.deletePairRecord('A'))).toBe('device.protocol');
    result = 0;
    await usbmuxd.savePairRecord({ udid: 'A', deviceId: 1 }, Uint8Array.of(1));
    expect(await codeOf(usbmuxd.listDevices())).toBe('device.protocol');
  });

  test('a reply to somebody else is refused, a record is returned', async () => {
    const { usbmuxd } = await daemon((peer) => {
      if (peer.request['MessageType'] === 'ReadBUID') peer.reply({ BUID: 'B' }, peer.tag + 1);
      else peer.reply({ PairRecordData: Uint8Array.of(1, 2) });
    });
    expect(await codeOf(usbmuxd.readBuid())).toBe('device.protocol');
    expect(await usbmuxd.readPairRecord('A')).toEqual(Uint8Array.of(1, 2));
  });

  test('silence is a time-out, an end is down, nobody is absent', async () => {
    const silent = await daemon(() => undefined);
    expect(await codeOf(silent.usbmuxd.readBuid(soon))).toBe('device.timeout');
    expect(await codeOf(silent.usbmuxd.connect(1, 1, soon))).toBe('device.timeout');
    const ending = await daemon((peer) => void peer.socket.end(Uint8Array.of(16, 0)));
    expect(await codeOf(ending.usbmuxd.readBuid(soon))).toBe('usbmuxd.down');
    const { address } = ending.fake;
    await ending.fake.stop();
    open.splice(open.indexOf(ending.fake), 1);
    expect(await codeOf(new Usbmuxd(address).readBuid(soon))).toBe('usbmuxd.absent');
    expect(await codeOf(new Usbmuxd({ is: 'unix', path: '/nowhere/mux' }).readBuid(soon))).toBe('usbmuxd.absent');
  });

  test('the caller can stop a question, with the reason that was given', async () => {
    const { usbmuxd } = await daemon(() => undefined);
    const stop = new AbortController();
    const asking = usbmuxd.listDevices({ ...soon, signal: stop.signal });
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(asking).rejects.toBe(reason);
    await expect(usbmuxd.listDevices({ ...soon, signal: stop.signal })).rejects.toBe(reason);
  });

  test('an event before the answer to Listen is not lost', async () => {
    const { usbmuxd } = await daemon((peer) => {
      peer.event(attached(1, 'A'));
      peer.result(0);
      peer.event({ MessageType: 'Detached', DeviceID: 1 });
    });
    const stop = new AbortController();
    const heard: unknown[] = [];
    for await (const event of usbmuxd.listen(stop.signal)) {
      heard.push(event?.is ?? null);
      if (heard.length === 3) break;
    }
    expect(heard).toEqual([null, 'attached', 'detached']);
  });
});
