import { afterEach, describe, expect, test } from 'vitest';
import { AdbServer } from '../../../../native-adapters/android/adb/adb-server.ts';
import { FakeAdbServer } from './fake-adb-server.ts';
import { FakePhones, failureOf, limits } from './fake-phones.ts';

const phones = new FakePhones();
const phoneOf = phones.start.bind(phones);
afterEach(() => phones.stopAll());

describe("the server's refusals", () => {
  test.each([
    ['device unauthorized.\nThis adb server …', 'device.unauthorized'],
    ['device still authorizing', 'device.unauthorized'],
    ['device offline', 'device.offline'],
    ['device still connecting', 'device.offline'],
    ["no device with transport id '7'", 'device.absent'],
    ['no devices/emulators found', 'device.absent'],
    ["device 'X' not found", 'device.absent'],
    ['insufficient permissions for device: user in plugdev group; are your udev rules wrong?', 'device.no-permissions'],
    ['something new', 'device.refused'],
  ])('%s', async (said, code) => {
    const { phone } = await phoneOf({
      host: { 'host:transport-id:7': (_service, peer) => peer.fail(said) },
    });
    expect((await failureOf(phone.exec('true', limits))).code).toBe(code);
  });

  test('a service that the phone closes at once is refused with its text', async () => {
    const { phone } = await phoneOf({ phone: (_service, peer) => peer.fail('closed') });
    const failure = await failureOf(phone.shell('getprop', limits));
    expect([failure.code, failure.facts]).toEqual([
      'device.refused',
      { service: 'shell,v2,raw:getprop', text: 'closed' },
    ]);
  });

  test('a transport id that is none is refused before anything is sent', () => {
    const server = new AdbServer({ host: '127.0.0.1', port: 1 });
    for (const id of ['', '7:features', '7 ', 'x']) expect(() => server.phone(id)).toThrow(RangeError);
  });

  test('a foreign program on the port is named', async () => {
    const { phone } = await phoneOf({
      host: { 'host:transport-id:7': (_service, peer) => void peer.socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') },
    });
    const failure = await failureOf(phone.exec('true', limits));
    expect([failure.code, failure.facts.what]).toEqual(['adb.foreign-reply', 'HTTP']);
  });

  test('no server is adb.server-down, and none is started', async () => {
    const fake = await FakeAdbServer.start({});
    const { address } = fake;
    await fake.stop();
    const failure = await failureOf(new AdbServer(address).version());
    expect(failure.code).toBe('adb.server-down');
    await expect(new AdbServer(address).version()).rejects.toThrow('adb.server-down');
  });
});
