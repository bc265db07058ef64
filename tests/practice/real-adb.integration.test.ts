import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from './bench.ts';

const [TRADE_IN, HARNESS, XPERIA, GALAXY, , , ARROWS, RESCUE] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

describe('eight practice phones behind the real adb', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench({ seed: 'eight' });
  });
  afterAll(() => bench.stop());

  it('are all listed in their states at once', async () => {
    for (const { port, model } of bench.rack.phones) {
      await bench.until(port, model === 'redmi-note-11' ? 'rescue' : 'device');
    }
    const { out } = await bench.adb('devices', '-l');
    expect(out).toContain('product:tokay model:Pixel_9 device:tokay');
    expect(Object.keys(await bench.states())).toHaveLength(8);
  });

  it('give exit codes and a stderr of its own over shell v2', async () => {
    const done = await bench.on(bench.port(HARNESS), 'shell', 'echo said; echo cried >&2; exit 7');
    expect(done).toEqual({ code: 7, out: 'said\n', err: 'cried\n' });
  });

  it('give line ends of a terminal and no exit code on Android 6', async () => {
    const done = await bench.on(bench.port(ARROWS), 'shell', 'echo said; echo cried >&2; cmd; exit 7');
    expect(done.code).toBe(0);
    expect(done.out).toContain('said\r\n');
    expect(done.out).toContain('cried\r\n');
    expect(done.out).toContain('not found');
  });

  it('answer eight at a time', async () => {
    const ports = bench.rack.phones.filter(({ model }) => !['pixel-9', 'redmi-note-11'].includes(model));
    const answers = await Promise.all(
      ports.map(({ port }) => bench.on(port, 'shell', 'getprop ro.serialno; df -k /data')),
    );
    expect(new Set(answers.map(({ out }) => out.split('\n')[0])).size).toBe(ports.length);
    for (const { out } of answers) expect(out).toMatch(/65536 +\d+ +\d+ +\d+% \/data/);
  });

  it('take, give back, measure and delete files', async () => {
    const port = bench.port(XPERIA);
    const sent = randomBytes(5_000_001);
    writeFileSync(join(bench.folder, 'sent'), sent);
    expect((await bench.on(port, 'push', join(bench.folder, 'sent'), '/data/local/tmp/')).code).toBe(0);
    expect((await bench.on(port, 'shell', 'stat -c %s /data/local/tmp/sent')).out.trim()).toBe('5000001');
    expect((await bench.on(port, 'pull', '/data/local/tmp/sent', join(bench.folder, 'back'))).code).toBe(0);
    expect(readFileSync(join(bench.folder, 'back')).equals(sent)).toBe(true);
    expect((await bench.on(port, 'shell', 'rm /data/local/tmp/sent; ls /data/local/tmp')).out).toBe('');
    expect((await bench.on(port, 'pull', '/data/local/tmp/none', join(bench.folder, 'x'))).code).not.toBe(0);
  });

  it('unlink what did not fit, and say why', async () => {
    const port = bench.port(XPERIA);
    writeFileSync(join(bench.folder, 'big'), Buffer.alloc(70 * 1024 * 1024));
    const done = await bench.on(port, 'push', join(bench.folder, 'big'), '/data/local/tmp/big');
    expect(done.code).not.toBe(0);
    expect(done.err + done.out).toContain('No space left on device');
    expect((await bench.on(port, 'shell', 'ls /data/local/tmp')).out).toBe('');
  });

  it('bound dd by the free space of the phone, not of the host', async () => {
    const port = bench.port(GALAXY);
    const script =
      'dd if=/dev/zero of=/data/local/tmp/fill bs=1048576 count=500 2>&1; echo "code $?"; stat -c %s /data/local/tmp/fill; rm /data/local/tmp/fill';
    const { out } = await bench.on(port, 'shell', script);
    expect(out).toContain('No space left on device');
    expect(out).toContain('code 1');
    expect(Number(/\n(\d{6,})\n/.exec(out)?.[1])).toBeLessThan(64 * 1024 * 1024);
  });

  it('hide the real folder and the host', async () => {
    const { out } = await bench.on(
      bench.port(HARNESS),
      'shell',
      'cd /data/local/tmp && pwd; env; stat -f /data; echo $HOME',
    );
    expect(out).toContain('/data/local/tmp\n');
    expect(out).not.toContain(bench.folder);
  });

  it('are truly absent while they reboot', async () => {
    const port = bench.port(GALAXY);
    const before = await bench.on(port, 'shell', 'settings get secure android_id');
    await bench.on(port, 'reboot');
    await bench.until(port, null);
    await bench.until(port, 'device');
    const after = await bench.on(port, 'shell', 'settings get secure android_id; ls /sdcard/DCIM/Camera');
    expect(after.out.split('\n')[0]).toBe(before.out.trim());
    expect(after.out).toContain('IMG_0001.jpg');
  });

  it('refuse Test Harness Mode where the maker removed it', async () => {
    const done = await bench.on(bench.port(GALAXY), 'shell', 'cmd testharness enable');
    expect(done.code).toBe(20);
    expect(done.err).toContain("Can't find service: testharness");
  });

  it('come back from Test Harness Mode empty, marked, and with our key', async () => {
    const port = bench.port(HARNESS);
    const before = await bench.on(
      port,
      'shell',
      'settings get secure android_id; content query --uri content://sms | wc -l',
    );
    expect(before.out.trim().endsWith('30')).toBe(true);
    expect((await bench.on(port, 'shell', 'cmd testharness enable')).code).toBe(0);
    await bench.until(port, null);
    await bench.until(port, 'device');
    const script =
      'settings get secure android_id; getprop persist.sys.test_harness; content query --uri content://sms; find /sdcard -type f | wc -l; pm list packages -3';
    const after = (await bench.on(port, 'shell', script)).out.split('\n');
    expect(after[0]).not.toBe(before.out.split('\n')[0]);
    expect(after.slice(1).map((line) => line.trim())).toEqual(['1', 'No result found.', '0', '']);
  });

  it('answer only trade-in services in the foyer, and a plain closed to everything else', async () => {
    const port = bench.port(TRADE_IN);
    for (const command of ['getprop', 'tradeinmode getstatus; id', 'tradeinmode $(id)', 'ls']) {
      const refused = await bench.on(port, 'shell', command);
      expect(refused.code).not.toBe(0);
      expect(refused.err).toContain('closed');
    }
    const status = JSON.parse((await bench.on(port, 'shell', 'tradeinmode getstatus')).out);
    expect(status.imeis).toHaveLength(2);
    expect(status.locks.factory_reset_protection).toBe(false);
    expect(status.storage.capacity_bytes).toBe('67108864');
  });

  it('give a full shell after evaluate, and wipe at the next boot', async () => {
    const port = bench.port(TRADE_IN);
    await bench.on(port, 'shell', 'tradeinmode evaluate');
    await delay(100);
    await bench.until(port, 'device');
    const shell = await bench.on(
      port,
      'shell',
      'getprop persist.adb.tradeinmode; echo x > /data/local/tmp/x; ls /data/local/tmp',
    );
    expect(shell.out).toBe('2\nx\n');
    await bench.on(port, 'reboot');
    await bench.until(port, null);
    await bench.until(port, 'device');
    expect((await bench.on(port, 'shell', 'ls /data/local/tmp')).err).toContain('closed');
  });

  it('wipe in rescue mode and come back at the set-up screen, without adb until a person turns it on', async () => {
    const port = bench.port(RESCUE);
    expect((await bench.on(port, 'rescue', 'getprop', 'ro.product.model')).out.trim()).toBe('Redmi Note 11');
    expect((await bench.on(port, 'shell', 'id')).code).not.toBe(0);
    expect((await bench.on(port, 'rescue', 'wipe', 'userdata')).code).toBe(0);
    await bench.on(port, 'reboot');
    await bench.until(port, null);
    await delay(2500);
    expect((await bench.states())[port]).toBeUndefined();
    const { person } = bench.rack;
    expect(await person.follow(port, 'look-at-screen')).toEqual({ saw: 'setup-screen' });
    expect(await person.follow(port, 'enable-debugging')).toEqual({ saw: 'home' });
    await bench.until(port, 'unauthorized');
    await person.follow(port, 'allow-debugging');
    await bench.until(port, 'device');
    expect((await bench.on(port, 'shell', 'content query --uri content://com.android.contacts/raw_contacts')).out).toBe(
      'No result found.\n',
    );
  });

  it('lose everything and adb too by a reset in Settings', async () => {
    const port = bench.port(GALAXY);
    expect(await bench.rack.person.follow(port, 'reset-in-settings')).toEqual({ saw: 'setup-screen' });
    await bench.until(port, null);
    expect(await bench.rack.person.follow(port, 'read-imei')).toEqual({ saw: expect.stringMatching(/^00\d{13}$/) });
  });

  it('vanish and come back with a new transport when they are plugged in again', async () => {
    const port = bench.port(XPERIA);
    const transport = async () =>
      new RegExp(`${port} .*transport_id:(\\d+)`).exec((await bench.adb('devices', '-l')).out)?.[1];
    const before = await transport();
    await bench.rack.person.follow(port, 'replug');
    await bench.until(port, 'device');
    expect(await transport()).not.toBe(before);
  });
});

describe('phones in other situations', () => {
  it('ask a person before they let an unknown host in', async () => {
    const situations = { 0: ['unauthorized'], 1: ['unauthorized-for-ever'], 2: ['offline'], 3: ['screen-locked'] };
    const models = ['aquos-sense4', 'pixel-7a', 'xperia-10-v', 'aquos-sense4'];
    const bench = await startBench({ phones: 4, models, situations, seed: 'asks' });
    try {
      const [asks, never, silent, locked] = [0, 1, 2, 3].map((slot) => bench.port(slot)) as [
        string,
        string,
        string,
        string,
      ];
      await bench.until(asks, 'unauthorized');
      await bench.until(never, 'unauthorized');
      await bench.until(silent, 'offline');
      expect((await bench.on(asks, 'shell', 'id')).err).toContain('unauthorized');
      await bench.rack.person.follow(asks, 'allow-debugging');
      await bench.until(asks, 'device');
      await bench.rack.person.follow(never, 'allow-debugging');
      await delay(300);
      expect((await bench.states())[never]).toBe('unauthorized');
      expect((await bench.on(locked, 'shell', 'cmd testharness enable')).code).toBe(2);
    } finally {
      await bench.stop();
    }
  });

  it('come back after the adb server was killed', async () => {
    const bench = await startBench({ phones: 20, seed: 'many' });
    try {
      for (const { port, model } of bench.rack.phones) {
        await bench.until(port, model === 'redmi-note-11' ? 'rescue' : 'device');
      }
      const answers = await Promise.all(
        bench.rack.phones
          .filter(({ model }) => !['pixel-9', 'redmi-note-11'].includes(model))
          .map(({ port }) => bench.on(port, 'shell', 'getprop ro.serialno')),
      );
      expect(new Set(answers.map(({ out }) => out)).size).toBe(answers.length);
    } finally {
      await bench.stop();
    }
  });
});
