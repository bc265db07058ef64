import { afterEach, describe, expect, test } from 'vitest';
import { type FakeScript, syncBytes } from './fake-adb-server.ts';
import { FakePhones, failureOf, limits } from './fake-phones.ts';

const phones = new FakePhones();
const phoneOf = phones.start.bind(phones);
afterEach(() => phones.stopAll());

describe('sync', () => {
  test("a push ends with the phone's own words when it refuses", async () => {
    const { phone } = await phoneOf({
      phone: async (_service, peer) => {
        peer.okay();
        await peer.read(8 + 100);
        const words = 'write failed: No space left on device';
        peer.socket.write(syncBytes('FAIL', words.length, words));
      },
    });
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.alloc(4096);
    }
    const failure = await failureOf(phone.push(endless(), '/data/local/tmp/x', 0o644, limits));
    expect([failure.code, failure.facts]).toEqual([
      'device.refused',
      { service: 'sync:SEND', text: 'write failed: No space left on device' },
    ]);
  });

  test('a push splits its data at 64 KiB and waits for the verdict', async () => {
    const sizes: number[] = [];
    const seen: string[] = [];
    const { phone } = await phoneOf({
      phone: async (_service, peer) => {
        peer.okay();
        const answers: Record<string, (argument: number) => Promise<unknown> | boolean> = {
          SEND: async (argument) => seen.push((await peer.read(argument)).toString()),
          DATA: async (argument) => sizes.push((await peer.read(argument)).length),
          DONE: () => peer.socket.write(syncBytes('OKAY', 0)),
        };
        for (let id = ''; id !== 'QUIT'; ) {
          const header = await peer.read(8);
          id = header.toString('latin1', 0, 4);
          seen.push(id);
          await answers[id]?.(header.readUInt32LE(4));
        }
      },
    });
    await phone.push(Buffer.alloc(150_000), '/data/x', 0o755, limits);
    await expect.poll(() => seen).toEqual(['SEND', '/data/x,33261', 'DATA', 'DATA', 'DATA', 'DONE', 'QUIT']);
    expect(sizes).toEqual([65_536, 65_536, 18_928]);
  });

  test('a pull that stops before DONE is an error', async () => {
    const { phone } = await phoneOf({
      phoneState: null,
      phone: async (_service, peer) => {
        peer.okay();
        await peer.read(8 + 2);
        peer.socket.end(syncBytes('DATA', 5, 'hello'));
      },
    });
    expect((await failureOf(phone.pull('/x', { ...limits, maxBytes: 100 }))).code).toBe('device.unplugged');
  });

  test('stat reads both protocol versions, and an absence is null', async () => {
    const v1 = (mode: number): FakeScript => ({
      features: 'cmd',
      phone: (_service, peer) => {
        const reply = Buffer.alloc(12);
        reply.writeUInt32LE(mode, 0);
        reply.writeUInt32LE(1234, 4);
        reply.writeUInt32LE(60, 8);
        peer.okay(Buffer.concat([Buffer.from('STAT'), reply]));
      },
    });
    const v2 = (errno: number): FakeScript => ({
      features: 'stat_v2',
      phone: (_service, peer) => {
        const reply = Buffer.alloc(68);
        reply.writeUInt32LE(errno, 0);
        reply.writeUInt32LE(0o100644, 20);
        reply.writeBigUInt64LE(5_000_000_000n, 36);
        reply.writeBigInt64LE(60n, 52);
        peer.okay(Buffer.concat([Buffer.from('STA2'), reply]));
      },
    });
    const modified = new Date(60_000);
    expect(await (await phoneOf(v1(0o100644))).phone.stat('/x', limits)).toEqual({
      mode: 0o100644,
      sizeBytes: 1234,
      modified,
    });
    expect(await (await phoneOf(v1(0))).phone.stat('/x', limits)).toBeNull();
    expect(await (await phoneOf(v2(0))).phone.stat('/x', limits)).toEqual({
      mode: 0o100644,
      sizeBytes: 5_000_000_000,
      modified,
    });
    expect(await (await phoneOf(v2(2))).phone.stat('/x', limits)).toBeNull();
    const denied = await failureOf((await phoneOf(v2(13))).phone.stat('/x', limits));
    expect([denied.code, denied.facts.text]).toEqual(['device.refused', 'errno 13']);
  });
});
