import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { keystreamAt, keystreamFileOf } from '../../native-adapters/android/overwriter/keystream.ts';
import { practiceAndroidFaults } from '../../practice/index.ts';
import { type Bench, startBench } from './bench.ts';

const OVERWRITER = new URL('../../resources/overwriter/x86_64/overwriter', import.meta.url).pathname;
const KEY = '07'.repeat(32);
const PHONE_PATH = '/data/local/tmp/overwriter';

interface Overwritten {
  readonly code: number | null;
  readonly result: Record<string, unknown>;
  readonly freeBefore: number;
}

async function freeBytes(bench: Bench, port: string): Promise<number> {
  const { out } = await bench.on(port, 'shell', 'df -k /data');
  return Number(/\d+ +\d+ +(\d+) +\d+% \/data/.exec(out)?.[1]) * 1024;
}

/** Runs the real overwriter on a phone as a host would, and reads its last line. */
async function overwrite(bench: Bench, port: string): Promise<Overwritten> {
  expect((await bench.on(port, 'push', OVERWRITER, PHONE_PATH)).code).toBe(0);
  await bench.on(port, 'shell', `chmod 700 ${PHONE_PATH}`);
  const freeBefore = await freeBytes(bench, port);
  const done = await bench.on(port, 'shell', `${PHONE_PATH} --dir /data/local/tmp --key ${KEY} --job j1`);
  const last = done.out.trim().split('\n').at(-1) ?? '';
  return { code: done.code, result: last.startsWith('{') ? JSON.parse(last) : {}, freeBefore };
}

/** Starts a rack with that fault and gives it, its faulty port, and a sound neighbour's port. */
async function withFault(
  fault: string,
  use: (bench: Bench, port: string, neighbour: string) => Promise<void>,
): Promise<void> {
  const models = ['aquos-sense4', 'pixel-7a', 'aquos-sense4'];
  const bench = await startBench({ phones: 3, models, faults: [fault], seed: `fault ${fault}` });
  try {
    const faulty = bench.rack.phones.find((phone) => phone.fault === fault);
    const sound = bench.rack.phones.find((phone) => phone.fault === null);
    if (!faulty || !sound) throw new Error('the fault was not assigned');
    await bench.until(faulty.port, 'device');
    await bench.until(sound.port, 'device');
    await use(bench, faulty.port, sound.port);
  } finally {
    await bench.stop();
  }
  expect(existsSync(join(bench.folder, 'rack')) && readdirSync(join(bench.folder, 'rack'))).toBeFalsy();
}

const prop = async (bench: Bench, port: string, key: string) =>
  (await bench.on(port, 'shell', `getprop ${key}`)).out.trim();

describe('a phone with a fault, beside a sound one', () => {
  it('are sound without a fault: everything free is written, read back and removed', async () => {
    const bench = await startBench({ phones: 1, models: ['pixel-7a'] });
    try {
      await bench.until(bench.port(0), 'device');
      const { code, result, freeBefore } = await overwrite(bench, bench.port(0));
      expect(code).toBe(0);
      expect(result).toMatchObject({ ok: true, mismatched: 0 });
      expect(Number(result.written)).toBeGreaterThan(freeBefore * 0.99);
      expect(await freeBytes(bench, bench.port(0))).toBeGreaterThan(freeBefore * 0.99);
    } finally {
      await bench.stop();
    }
  });

  it('stale-readback: the overwriter finds bytes that it did not write', () =>
    withFault('stale-readback', async (bench, port, neighbour) => {
      const [broken, sound] = await Promise.all([overwrite(bench, port), overwrite(bench, neighbour)]);
      expect(broken.code).not.toBe(0);
      expect(Number(broken.result.mismatched)).toBeGreaterThan(0);
      expect(sound.result).toMatchObject({ ok: true, mismatched: 0 });
    }));

  it('storage-lies: the result is perfect and the files hold something else', () =>
    withFault('storage-lies', async (bench, port, neighbour) => {
      const told = await overwrite(bench, port);
      expect(told.result).toMatchObject({ ok: true, mismatched: 0 });
      for (const [one, honest] of [
        [port, false],
        [neighbour, true],
      ] as const) {
        await bench.on(one, 'push', OVERWRITER, PHONE_PATH);
        await bench.on(one, 'shell', `${PHONE_PATH} --dir /data/local/tmp --key ${KEY} --job j2 --hold 20 --detach`);
        let status = '';
        for (let turn = 0; turn < 200 && !status.includes('"hold"'); turn += 1) {
          status = (await bench.on(one, 'shell', 'cat /data/local/tmp/.hakushi-j2.status')).out;
          await delay(30);
        }
        const name = (await bench.on(one, 'shell', 'ls /data/local/tmp/.hakushi-j2')).out.split('\n')[0] ?? '';
        await bench.on(one, 'pull', `/data/local/tmp/.hakushi-j2/${name}`, join(bench.folder, 'sample'));
        const sample = readFileSync(join(bench.folder, 'sample')).subarray(0, 65536);
        const file = keystreamFileOf(name);
        if (file === null) throw new Error(`not a fill file: ${name}`);
        const expected = keystreamAt(Buffer.from(KEY, 'hex'), file, 0, sample.length);
        expect(sample.length).toBeGreaterThan(0);
        expect(Buffer.compare(sample, expected) === 0).toBe(honest);
      }
    }));

  it('another-phone-returns: the port shows another serial number after the reset', () =>
    withFault('another-phone-returns', async (bench, port) => {
      const before = await prop(bench, port, 'ro.serialno');
      await bench.on(port, 'shell', 'cmd testharness enable');
      await bench.until(port, null);
      await bench.until(port, 'device');
      expect(await prop(bench, port, 'ro.serialno')).not.toBe(before);
    }));

  it('never-returns: the phone stays off', () =>
    withFault('never-returns', async (bench, port) => {
      await bench.on(port, 'shell', 'cmd testharness enable');
      await bench.until(port, null);
      await delay(3000);
      expect((await bench.states())[port]).toBeUndefined();
      expect(await bench.rack.person.follow(port, 'look-at-screen')).toEqual({ saw: 'off' });
    }));

  it('early-enospc: less than the promised space can be written', () =>
    withFault('early-enospc', async (bench, port) => {
      const { result, freeBefore } = await overwrite(bench, port);
      expect(Number(result.written)).toBeGreaterThan(0);
      expect(await freeBytes(bench, port)).toBeGreaterThan(freeBefore * 0.99);
      writeFileSync(join(bench.folder, 'big'), Buffer.alloc(Math.floor(freeBefore * 0.8)));
      const pushed = await bench.on(port, 'push', join(bench.folder, 'big'), '/data/local/tmp/big');
      expect(pushed.code).not.toBe(0);
    }));

  it('model-changes: the second look sees another model', () =>
    withFault('model-changes', async (bench, port) => {
      const first = await prop(bench, port, 'ro.product.model');
      expect(await prop(bench, port, 'ro.product.model')).not.toBe(first);
    }));

  it('equal-serials: two ports tell one serial number, and one of them hides its IMEI', () =>
    withFault('equal-serials', async (bench, port) => {
      const serials = await Promise.all(bench.rack.phones.map((phone) => prop(bench, phone.port, 'ro.serialno')));
      expect(new Set(serials).size).toBe(2);
      const { out } = await bench.on(port, 'shell', 'service call iphonesubinfo 1 s16 com.android.shell');
      expect(out).toContain('.u.s.e.');
    }));

  it('overwriter-killed: no result line, and files that nobody removed', () =>
    withFault('overwriter-killed', async (bench, port) => {
      const { code, result } = await overwrite(bench, port);
      expect(code).not.toBe(0);
      expect(result.ok).not.toBe(true);
      expect((await bench.on(port, 'shell', 'ls -A /data/local/tmp')).out).toContain('.hakushi-j1');
    }));

  it('unplugged: the phone is gone and replugging does not help', () =>
    withFault('unplugged', async (bench, port, neighbour) => {
      const [lost, sound] = await Promise.all([overwrite(bench, port), overwrite(bench, neighbour)]);
      expect(lost.result.ok).not.toBe(true);
      expect(sound.result.ok).toBe(true);
      await bench.rack.person.follow(port, 'replug');
      expect((await bench.states())[port]).toBeUndefined();
    }));

  it('adb-server-killed: the stream breaks, the phones come back, the detached overwriter has gone on', () =>
    withFault('adb-server-killed', async (bench, port, neighbour) => {
      await bench.on(port, 'push', OVERWRITER, PHONE_PATH);
      await bench.on(port, 'shell', `${PHONE_PATH} --dir /data/local/tmp --key ${KEY} --job j1 --detach`);
      await delay(500);
      await bench.until(port, 'device');
      await bench.until(neighbour, 'device');
      let status = '';
      for (let turn = 0; turn < 100 && !status.includes('"ok"'); turn += 1) {
        status = (await bench.on(port, 'shell', 'cat /data/local/tmp/.hakushi-j1.status')).out;
        await delay(50);
      }
      expect(status).toContain('"ok":true');
      const { out } = await bench.adb('devices', '-l');
      expect(
        Math.max(...[...out.matchAll(/transport_id:(\d+)/g)].map((match) => Number(match[1]))),
      ).toBeLessThanOrEqual(6);
    }));

  it('garbage-frames: the server drops the phone and takes it back, three times', () =>
    withFault('garbage-frames', async (bench, port, neighbour) => {
      let failures = 0;
      for (let turn = 0; turn < 40; turn += 1) {
        const { code } = await bench.on(port, 'shell', 'true');
        if (code !== 0) {
          failures += 1;
          await bench.until(port, 'device');
        }
      }
      expect(failures).toBeGreaterThanOrEqual(1);
      expect((await bench.on(port, 'shell', 'echo whole')).out).toBe('whole\n');
      expect((await bench.on(neighbour, 'shell', 'echo sound')).out).toBe('sound\n');
    }));

  it('hostile-strings: names try to be commands, and the trap tells when one of them was run', () =>
    withFault('hostile-strings', async (bench, port) => {
      const model = await prop(bench, port, 'ro.product.model');
      expect(model).toContain('$(touch PWNED-dollar)');
      expect(bench.rack.tripwires()).toEqual([]);
      await bench.on(port, 'shell', `echo '${model.replaceAll("'", "'\\''")}'`);
      expect(bench.rack.tripwires()).toEqual([]);
      const tripped = async (command: string) => {
        await bench.on(port, 'shell', command);
        const names = bench.rack.tripwires().map((path) => basename(path));
        for (const path of bench.rack.tripwires()) rmSync(path);
        return names;
      };
      expect(await tripped(`echo ${model}`)).toEqual(['PWNED-bare', 'PWNED-dollar', 'PWNED-tick']);
      expect(await tripped(`echo '${model}'`)).toEqual(['PWNED-quote']);
      expect(await tripped(`echo "${model}"`)).toEqual(['PWNED-dollar', 'PWNED-double', 'PWNED-tick']);
    }));

  it('are all tried here', () => {
    const text = readFileSync(new URL(import.meta.url), 'utf8');
    expect(practiceAndroidFaults.filter((name) => !text.includes(`withFault('${name}'`))).toEqual([]);
  });
});
