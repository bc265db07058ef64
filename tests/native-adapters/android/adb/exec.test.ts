import { afterEach, describe, expect, test } from 'vitest';
import { type FakeScript, shellPacket } from './fake-adb-server.ts';
import { FakePhones, failureOf, limits, text } from './fake-phones.ts';

const phones = new FakePhones();
const phoneOf = phones.start.bind(phones);
afterEach(() => phones.stopAll());

describe('raw services', () => {
  test('exec returns bytes untouched, and says when the phone left', async () => {
    const answer: FakeScript = {
      phone: (_service, peer) => {
        peer.okay();
        peer.socket.end(Uint8Array.of(13, 10, 0, 255));
      },
    };
    expect([...(await (await phoneOf(answer)).phone.exec('cat x', limits))]).toEqual([13, 10, 0, 255]);
    const left = await phoneOf({ ...answer, phoneState: null });
    expect((await failureOf(left.phone.exec('cat x', limits))).code).toBe('device.unplugged');
  });

  test('execWrite feeds standard input, and an early end of the command ends the feeding', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(100_000);
      } finally {
        closed = true;
      }
    }
    const { phone } = await phoneOf({
      phone: async (_service, peer) => {
        peer.okay();
        await peer.read(100_000);
        peer.socket.write(Buffer.concat([shellPacket(2, 'disk full'), shellPacket(3, Uint8Array.of(1))]));
      },
    });
    const result = await phone.execWrite('cat >x', endless(), limits);
    expect([text(result.stderr), result.exitCode]).toEqual(['disk full', 1]);
    await expect.poll(() => closed).toBe(true);
  });

  test('a source that fails gives its own error, at once', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(10);
      throw new Error('keystream broke');
    }
    const { phone } = await phoneOf({ phone: (_service, peer) => peer.okay() });
    expect((await failureOf(phone.execWrite('cat >x', broken(), limits))).message).toBe('keystream broke');
  });

  test('a reboot order is taken when the stream ends or breaks', async () => {
    const ended = await phoneOf({
      phone: (_service, peer) => {
        peer.okay();
        peer.socket.end();
      },
    });
    const broke = await phoneOf({
      phone: (_service, peer) => {
        peer.okay();
        setTimeout(() => peer.socket.resetAndDestroy(), 20);
      },
    });
    await ended.phone.reboot('recovery', limits);
    await broke.phone.reboot('', limits);
    expect([ended.fake.asked.at(-1), broke.fake.asked.at(-1)]).toEqual(['reboot:recovery', 'reboot:']);
  });
});
