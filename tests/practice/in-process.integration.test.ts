import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from './bench.ts';

describe('the in-process adb server, asked by the real adb client', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench({ seed: 'inside', adb: 'in-process', situations: { 4: ['unauthorized'] } });
  });
  afterAll(() => bench.stop());

  it('lists the phones at USB paths', async () => {
    expect(bench.rack.adb).toBe('in-process');
    expect(bench.rack.phones.map(({ port }) => port)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => `usb:1-1.${slot}`),
    );
    expect(await bench.states()).toEqual({
      'usb:1-1.1': 'device',
      'usb:1-1.2': 'device',
      'usb:1-1.3': 'device',
      'usb:1-1.4': 'device',
      'usb:1-1.5': 'unauthorized',
      'usb:1-1.6': 'device',
      'usb:1-1.7': 'device',
      'usb:1-1.8': 'rescue',
    });
    const { out } = await bench.adb('devices', '-l');
    expect(out).toMatch(/usb:1-1\.1 product:tokay model:Pixel_9 device:tokay transport_id:\d+/);
    expect((await bench.adb('devices')).out.split('\n').filter((line) => line.includes('\t'))).toHaveLength(8);
  });

  it('refuses what it does not know, and stays when somebody wants to kill it', async () => {
    await bench.adb('kill-server');
    expect((await bench.adb('connect', '127.0.0.1:9')).err).toContain('unknown host service');
    expect(Object.keys(await bench.states())).toHaveLength(8);
  });

  it('carries shell v2 with exit code and stderr, and v1 where the phone is old', async () => {
    const modern = await bench.on('usb:1-1.2', 'shell', 'echo said; echo cried >&2; exit 7');
    expect(modern).toEqual({ code: 7, out: 'said\n', err: 'cried\n' });
    const old = await bench.on('usb:1-1.7', 'shell', 'echo said; exit 7');
    expect(old).toEqual({ code: 0, out: 'said\r\n', err: '' });
  });

  it('carries files both ways and exec streams', async () => {
    const sent = randomBytes(3_000_003);
    writeFileSync(join(bench.folder, 'sent'), sent);
    expect((await bench.on('usb:1-1.3', 'push', join(bench.folder, 'sent'), '/data/local/tmp/')).code).toBe(0);
    expect((await bench.on('usb:1-1.3', 'pull', '/data/local/tmp/sent', join(bench.folder, 'back'))).code).toBe(0);
    expect(readFileSync(join(bench.folder, 'back')).equals(sent)).toBe(true);
    const out = await bench.on('usb:1-1.3', 'exec-out', 'cat /data/local/tmp/sent | wc -c');
    expect(out.out.trim()).toBe('3000003');
  });

  it('takes what was written before the client closed', async () => {
    const sent = randomBytes(2_000_000);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(bench.rack.adbServer.port, '127.0.0.1');
      const request = (text: string) => socket.write(text.length.toString(16).padStart(4, '0') + text);
      request('host:transport:usb:1-1.4');
      let answers = '';
      socket.on('data', (bytes) => {
        answers += bytes.toString('latin1');
        if (answers === 'OKAY') request('exec:cat > /data/local/tmp/fed');
        if (answers === 'OKAYOKAY') socket.end(sent);
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
    });
    await delay(300);
    expect((await bench.on('usb:1-1.4', 'shell', 'stat -c %s /data/local/tmp/fed')).out.trim()).toBe('2000000');
  });

  it('shows closed for what the trade-in foyer refuses', async () => {
    const refused = await bench.on('usb:1-1.1', 'shell', 'getprop');
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('closed');
    expect(JSON.parse((await bench.on('usb:1-1.1', 'shell', 'tradeinmode getstatus')).out).locks).toEqual({
      factory_reset_protection: false,
    });
  });

  it('lets a person allow the workstation', async () => {
    expect((await bench.on('usb:1-1.5', 'shell', 'id')).err).toContain('unauthorized');
    await bench.rack.person.follow('usb:1-1.5', 'allow-debugging');
    await bench.until('usb:1-1.5', 'device');
    expect((await bench.on('usb:1-1.5', 'shell', 'id -u; cmd testharness enable')).code).toBe(0);
    await bench.until('usb:1-1.5', null);
    await bench.until('usb:1-1.5', 'device');
  });

  it('wipes in rescue mode', async () => {
    expect((await bench.on('usb:1-1.8', 'rescue', 'wipe', 'userdata')).code).toBe(0);
    await bench.on('usb:1-1.8', 'reboot');
    await bench.until('usb:1-1.8', null);
  });

  it('goes away and comes back when it is killed', async () => {
    const own = await startBench({ phones: 2, adb: 'in-process', models: ['pixel-7a'], faults: ['adb-server-killed'] });
    try {
      const faulty = own.rack.phones.find(({ fault }) => fault !== null);
      const port = faulty?.port ?? '';
      const program = new URL('../../resources/overwriter/x86_64/overwriter', import.meta.url).pathname;
      await own.on(port, 'push', program, '/data/local/tmp/overwriter');
      const run = `cd /data/local/tmp; chmod 700 overwriter; /data/local/tmp/overwriter --dir /data/local/tmp --key ${'00'.repeat(32)} --job k --detach; sleep 3`;
      await own.on(port, 'shell', run);
      await own.until(port, 'device');
      let status = '';
      for (let turn = 0; turn < 60 && !status.includes('"ok"'); turn += 1) {
        status = (await own.on(port, 'shell', 'cat /data/local/tmp/.hakushi-k.status')).out;
        await delay(50);
      }
      expect(status).toContain('"ok":true');
    } finally {
      await own.stop();
    }
  });

  it('breaks streams and lets the phone return when a phone goes mad', async () => {
    const own = await startBench({ phones: 2, adb: 'in-process', models: ['pixel-7a'], faults: ['garbage-frames'] });
    try {
      const port = own.rack.phones.find(({ fault }) => fault !== null)?.port ?? '';
      const transports = new Set<string | undefined>();
      for (let turn = 0; turn < 80; turn += 1) {
        await own.on(port, 'shell', 'true');
        await own.until(port, 'device');
        transports.add(new RegExp(`${port} .*transport_id:(\\d+)`).exec((await own.adb('devices', '-l')).out)?.[1]);
      }
      expect(transports.size).toBeGreaterThan(1);
    } finally {
      await own.stop();
    }
  });
});
