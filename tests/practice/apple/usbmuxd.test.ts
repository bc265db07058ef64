import { build } from 'plist';
import { describe, expect, it } from 'vitest';
import { until, withIphones } from './one-rack.ts';

const number = (answer: unknown) => (answer as { Number?: number } | null)?.Number;
const within = <T>(promise: Promise<T>, ms: number): Promise<T | 'silence'> =>
  Promise.race([promise, new Promise<'silence'>((resolve) => setTimeout(() => resolve('silence'), ms))]);

describe('the practice usbmuxd', () => {
  it('tells its number, lists its phones, and echoes the tag', () =>
    withIphones({ iphones: 2 }, async ({ computer, udids, rack }) => {
      const line = await computer.mux();
      line.send({ MessageType: 'ReadBUID' }, 41);
      const answer = await line.next();
      expect(answer).toMatchObject({
        tag: 41,
        BUID: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
      });
      const devices = await computer.devices();
      expect(devices.map(({ udid }) => udid)).toEqual(udids);
      expect(devices.map(({ id }) => id)).toEqual([1, 2]);
      expect(devices.map(({ location }) => location)).toEqual(
        rack.bus.devices().map(({ bus, address }) => Number(bus) * 65_536 + address),
      );
      line.socket.destroy();
    }));

  it('keeps pair records and says when there is none, or no name', () =>
    withIphones({}, async ({ computer, udids: [udid = ''], rack }) => {
      const ask = computer.ask.bind(computer);
      const named = { PairRecordID: udid };
      expect(number(await ask({ MessageType: 'ReadPairRecord', ...named }))).toBe(2);
      expect(number(await ask({ MessageType: 'ReadPairRecord' }))).toBe(22);
      expect(number(await ask({ MessageType: 'SavePairRecord', ...named }))).toBe(22);
      const save = { MessageType: 'SavePairRecord', ...named, PairRecordData: Buffer.from('mine'), DeviceID: 1 };
      expect(number(await ask(save))).toBe(0);
      expect(rack.keepsRecord(udid)).toBe(true);
      const read = await ask({ MessageType: 'ReadPairRecord', ...named });
      expect(Buffer.from(read?.PairRecordData as Uint8Array).toString()).toBe('mine');
      await rack.usbmuxd.restart();
      expect(await ask({ MessageType: 'ReadPairRecord', ...named })).toEqual(read);
      expect(number(await ask({ MessageType: 'DeletePairRecord', ...named }))).toBe(0);
      expect(number(await ask({ MessageType: 'DeletePairRecord', ...named }))).toBe(2);
      expect(rack.keepsRecord(udid)).toBe(false);
    }));

  it('connects to lockdownd alone, and names what is wrong', () =>
    withIphones({}, async ({ computer, udids: [udid = ''] }) => {
      const connect = async (DeviceID: number, PortNumber: number) =>
        number(await computer.ask({ MessageType: 'Connect', DeviceID, PortNumber }));
      expect(await connect(99, 32_498)).toBe(2);
      // 62078 as it is would be another port.
      expect(await connect(1, 62_078)).toBe(3);
      expect(await connect(1, 32_498)).toBe(0);
      expect(await computer.lockdown(udid, { Request: 'QueryType' })).toMatchObject({
        Type: 'com.apple.mobile.lockdown',
      });
    }));

  it('tells listeners what comes, goes and is paired, and hears nothing more from them', () =>
    withIphones({}, async ({ computer, udids: [udid = ''], rack }) => {
      const line = await computer.mux();
      expect(await line.ask({ MessageType: 'Listen', ProgName: 'tester' })).toMatchObject({ Number: 0, tag: 7 });
      expect(await line.next()).toMatchObject({ MessageType: 'Attached', DeviceID: 1, tag: 0 });
      const listeners = await computer.ask({ MessageType: 'ListListeners' });
      expect(listeners?.ListenerList).toMatchObject([{ ProgName: 'tester' }]);
      await computer.ask({
        MessageType: 'SavePairRecord',
        PairRecordID: udid,
        PairRecordData: Buffer.from('x'),
        DeviceID: 1,
      });
      expect(await line.next()).toMatchObject({ MessageType: 'Paired', DeviceID: 1 });
      rack.phones[0]?.unplug();
      expect(await line.next()).toMatchObject({ MessageType: 'Detached', DeviceID: 1 });
      rack.phones[0]?.plug();
      expect(await line.next()).toMatchObject({ MessageType: 'Attached', DeviceID: 2 });
      expect(await line.ask({ MessageType: 'ReadBUID' })).toBeNull();
    }));

  it('answers what it does not know by 1, and a foreign version in binary by 6', () =>
    withIphones({}, async ({ computer }) => {
      expect(number(await computer.ask({ MessageType: 'NoSuch' }))).toBe(1);
      const line = await computer.mux();
      const frame = Buffer.alloc(16);
      [16, 5, 8, 3].forEach((value, at) => void frame.writeUInt32LE(value, at * 4));
      line.raw(frame);
      expect(await line.next()).toEqual({ tag: 3, message: 1, binary: 6 });
      line.socket.destroy();
    }));

  it('says nothing to what is no property list, keeps the socket open, and closes it for a frame that is too long', () =>
    withIphones({}, async ({ computer }) => {
      const line = await computer.mux();
      for (const text of ['no plist at all', '<plist><dict><key>a', build(['array']), build({ NoType: 1 })]) {
        const frame = Buffer.alloc(16 + Buffer.byteLength(text));
        [frame.length, 1, 8, 9].forEach((value, at) => void frame.writeUInt32LE(value, at * 4));
        frame.write(text, 16);
        line.raw(frame);
      }
      const answer = line.next();
      expect(await within(answer, 150)).toBe('silence');
      line.send({ MessageType: 'ReadBUID' }, 5);
      expect(await answer).toMatchObject({ tag: 5 });
      const long = Buffer.alloc(16);
      [70_000, 1, 8, 1].forEach((value, at) => void long.writeUInt32LE(value, at * 4));
      line.raw(long);
      expect(await line.next()).toBeNull();
    }));

  it('counts anew after it was killed, and cuts listeners and phones alike', () =>
    withIphones({}, async ({ computer, udids: [udid = ''], rack }) => {
      const listener = await computer.mux();
      await listener.ask({ MessageType: 'Listen' });
      await listener.next();
      const phone = await computer.connect(udid);
      rack.phones[0]?.unplug();
      rack.phones[0]?.plug();
      await listener.next();
      await listener.next();
      const restarted = rack.usbmuxd.restart();
      expect(await listener.next()).toBeNull();
      expect(await phone.next()).toBeNull();
      await expect(computer.mux()).rejects.toThrow();
      await restarted;
      expect((await computer.devices()).map(({ id }) => id)).toEqual([1]);
    }));

  it('ends with its last phone where udev has it so, and counts from 1 when the next one comes', () =>
    withIphones({ iphones: 2, muxLife: 'ends-with-last-phone' }, async ({ computer, rack }) => {
      const [first, second] = rack.phones;
      first?.unplug();
      expect((await computer.devices()).map(({ id }) => id)).toEqual([2]);
      const listener = await computer.mux();
      await listener.ask({ MessageType: 'Listen' });
      await listener.next();
      second?.unplug();
      let last = await listener.next();
      while (last !== null) last = await listener.next();
      expect(
        await until(() =>
          computer.mux().then(
            () => false,
            () => true,
          ),
        ),
      ).toBe(true);
      second?.plug();
      const isBack = () =>
        computer.devices().then(
          (all) => all.length === 1,
          () => false,
        );
      expect(await until(isBack)).toBe(true);
      expect((await computer.devices()).map(({ id }) => id)).toEqual([1]);
    }));

  it('does not show phones in recovery or DFU mode, which are on the bus all the same', () =>
    withIphones({ iphones: 3, situations: { 1: ['recovery'], 2: ['dfu'] } }, async ({ computer, udids, rack }) => {
      expect((await computer.devices()).map(({ udid }) => udid)).toEqual(udids.slice(0, 1));
      const [normal, recovery, dfu] = rack.bus.devices();
      expect([normal?.productId, recovery?.productId, dfu?.productId]).toEqual([0x12a8, 0x1281, 0x1227]);
      expect(normal?.serial).toBe(udids[0]?.replace('-', ''));
      expect(recovery?.serial).toMatch(/^CPID:8015 CPRV:11 .* BDID:02 ECID:[0-9A-F]{16} IBFL:3C SRNM:\[\w{12}\]$/);
      expect(dfu?.serial).toMatch(/^CPID:8030 .* IBFL:3C SRTG:/);
      expect(dfu?.serial).not.toContain('SRNM');
      let told = 0;
      rack.bus.onChange(() => {
        told += 1;
      });
      await rack.stop();
      expect([told, rack.bus.devices()]).toEqual([1, []]);
    }));
});
