import { afterEach, describe, expect, test } from 'vitest';
import { AdbServer } from '../../../../native-adapters/android/adb/adb-server.ts';
import type { AdbTracking } from '../../../../native-adapters/android/adb/track-phones.ts';
import { FakeAdbServer, type FakePeer, type FakeScript, hexBlock } from './fake-adb-server.ts';

const open: FakeAdbServer[] = [];
const stops: AbortController[] = [];

async function start(script: FakeScript, port = 0): Promise<FakeAdbServer> {
  const fake = await FakeAdbServer.start(script, port);
  open.push(fake);
  return fake;
}

function follow(address: { host: string; port: number }) {
  const stop = new AbortController();
  stops.push(stop);
  const seen: AdbTracking[] = [];
  const finished = (async () => {
    for await (const tracking of new AdbServer(address).track(stop.signal, {
      everyMs: 300,
      withinMs: 300,
      wholeAfterMs: 700,
    }))
      seen.push(tracking);
  })();
  const short = (): string[] =>
    seen.map((tracking) =>
      tracking.server === 'up' ? tracking.phones.map((phone) => phone.serial).join('+') : tracking.why,
    );
  /** Whether each list that was told is whole. */
  const whole = (): boolean[] => seen.flatMap((tracking) => (tracking.server === 'up' ? [tracking.isWhole] : []));
  return { stop, finished, short, whole };
}

const tracking = (...lists: string[]): FakeScript => ({
  host: {
    'host:track-devices-l': (_service, peer) => {
      peer.okay();
      for (const list of lists) peer.block(list);
    },
  },
});

afterEach(async () => {
  for (const stop of stops.splice(0)) stop.abort();
  for (const fake of open.splice(0)) await fake.stop();
});

describe('trackPhones', () => {
  test('yields every list, an empty one too', async () => {
    const fake = await start(tracking('A device transport_id:1\n', '', 'A device\nB offline\n'));
    const { short } = follow(fake.address);
    await expect.poll(short).toEqual(['A', '', 'A+B']);
  });

  test('a dying server is one down, a new one is up again', async () => {
    const fake = await start(tracking('A device\n'));
    const { port } = fake.address;
    const { short } = follow(fake.address);
    await expect.poll(short).toEqual(['A']);
    await fake.stop();
    await expect.poll(short).toEqual(['A', 'adb.server-down']);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await start(tracking('B device\n'), port);
    await expect.poll(short, { timeout: 5_000 }).toEqual(['A', 'adb.server-down', 'B']);
  });

  test('an old server and a foreign program are named, each once', async () => {
    const old = await start({ host: { 'host:version': (_service, peer) => peer.okay(hexBlock('0028')) } });
    const foreign = await start({
      host: { 'host:version': (_service, peer) => void peer.socket.end('SSH-2.0-OpenSSH') },
    });
    const first = follow(old.address);
    const second = follow(foreign.address);
    await expect.poll(first.short).toEqual(['adb.server-old']);
    await expect.poll(second.short).toEqual(['adb.foreign-reply']);
    await expect.poll(() => old.asked.length).toBeGreaterThan(2);
    expect(first.short()).toEqual(['adb.server-old']);
  });

  test('garbage in the stream is a reconnection, never an invented phone', async () => {
    let connections = 0;
    const fake = await start({
      host: {
        'host:track-devices-l': (_service, peer) => {
          connections += 1;
          peer.okay(connections === 1 ? 'zzzzA device' : hexBlock('B device\n'));
        },
      },
    });
    const { short } = follow(fake.address);
    await expect.poll(short).toEqual(['adb.foreign-reply', 'B']);
  });

  test('lists cut into single bytes are the same lists', async () => {
    const fake = await start({
      host: {
        'host:track-devices-l': async (_service: string, peer: FakePeer) => {
          for (const byte of Buffer.from(`OKAY${hexBlock('A device\n')}${hexBlock('B device\n')}`)) {
            peer.socket.write(Uint8Array.of(byte));
            await new Promise((resolve) => setImmediate(resolve));
          }
        },
      },
    });
    const { short } = follow(fake.address);
    await expect.poll(short).toEqual(['A', 'B']);
  });

  test('a server that hangs is noticed although its socket stays open', async () => {
    let hung = false;
    const fake = await start({
      host: {
        'host:version': (_service, peer) => {
          if (!hung) peer.okay(hexBlock('0029'));
        },
        'host:track-devices-l': (_service, peer) => {
          peer.okay(hexBlock('A device\n'));
          hung = true;
        },
      },
    });
    const { short } = follow(fake.address);
    await expect.poll(short, { timeout: 15_000 }).toEqual(['A', 'adb.server-down']);
  });

  test('a list is told again once its server has lived long enough to have found every phone', async () => {
    const fake = await start(tracking('A device\n'));
    const { short, whole } = follow(fake.address);
    await expect.poll(whole, { timeout: 5_000 }).toEqual([false, true]);
    expect(short()).toEqual(['A', 'A']);
  });

  test('a server that lists nothing, not even an empty list, is never taken at its word', async () => {
    const fake = await start(tracking());
    const { short } = follow(fake.address);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(short()).toEqual([]);
  });

  test('ends quietly when its signal fires, in every phase', async () => {
    const fake = await start(tracking('A device\n'));
    const running = follow(fake.address);
    await expect.poll(running.short).toEqual(['A']);
    running.stop.abort();
    await running.finished;
    const { address } = fake;
    await fake.stop();
    const waiting = follow(address);
    await expect.poll(waiting.short).toEqual(['adb.server-down']);
    waiting.stop.abort();
    await waiting.finished;
    expect(waiting.short()).toEqual(['adb.server-down']);
  });
});
