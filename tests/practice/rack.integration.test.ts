import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { forkLauncher } from '../../main/fork-launcher.ts';
import { practiceFaults, practiceModels, startPracticeRack, startPracticeRackApart } from '../../practice/index.ts';
import { askServer } from '../../practice/server/smart-socket.ts';
import { startBench } from './bench.ts';

const DOOR = new URL('../../practice/index.ts', import.meta.url).href;

describe('a practice rack', () => {
  it('is the same for the same seed, and another for another', async () => {
    const look = async (seed: string) => {
      const bench = await startBench({ phones: 8, seed, faults: practiceFaults.slice(0, 8), adb: 'in-process' });
      try {
        const imeis = await Promise.all(
          bench.rack.phones.map(({ port }) => bench.rack.person.follow(port, 'read-imei')),
        );
        return { phones: bench.rack.phones, imeis };
      } finally {
        await bench.stop();
      }
    };
    const first = await look('one');
    expect(await look('one')).toEqual(first);
    expect((await look('two')).imeis).not.toEqual(first.imeis);
    expect(first.phones.map(({ model }) => model)).toEqual(practiceModels);
    expect(first.phones.map(({ fault }) => fault).sort()).toEqual(practiceFaults.slice(0, 8).sort());
  });

  it('refuses wishes that it cannot meet, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rack-wish-'));
    const plain = { phones: 2, seed: 's', faults: [], workFolder: folder, adb: 'in-process' as const };
    await expect(startPracticeRack({ ...plain, faults: ['no-such'] })).rejects.toThrow('no practice fault');
    await expect(startPracticeRack({ ...plain, models: ['no-such'] })).rejects.toThrow('no practice model');
    await expect(startPracticeRack({ ...plain, situations: { 0: ['no-such'] } })).rejects.toThrow(
      'no practice situation',
    );
    await expect(startPracticeRack({ ...plain, phones: 0 })).rejects.toThrow('1 to 64');
    await expect(startPracticeRack({ ...plain, faults: practiceFaults.slice(0, 3) })).rejects.toThrow('as many phones');
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('works in a folder whose name has spaces and quotes', async () => {
    const above = mkdtempSync(join(tmpdir(), 'rack-name-'));
    const folder = join(above, "山田 太郎's $(touch PWNED)");
    mkdirSync(folder);
    const bench = await startBench({ phones: 1, models: ['pixel-7a'], workFolder: folder });
    try {
      await bench.until(bench.port(0), 'device');
      const { out } = await bench.on(bench.port(0), 'shell', 'echo x > /data/local/tmp/x; ls /data/local/tmp; pwd');
      expect(out).toBe('x\n\n');
      expect(bench.rack.tripwires()).toEqual([]);
    } finally {
      await bench.stop();
    }
    expect(readdirSync(folder)).toEqual([]);
    rmSync(above, { recursive: true });
  });

  it('takes its adb server along when its process is killed, and the next rack clears up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rack-kill-'));
    const options = { phones: 2, seed: 'k', faults: [], workFolder: folder, adb: 'real' };
    const script = `const { startPracticeRack } = await import(${JSON.stringify(DOOR)});
      const rack = await startPracticeRack(${JSON.stringify(options)});
      console.log(rack.adbServer.port);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const port = Number(
      await new Promise<string>((resolve) => child.stdout.once('data', (bytes) => resolve(String(bytes)))),
    );
    expect((await askServer(port, 'host:version')).toString()).toMatch(/^OKAY/);
    child.kill('SIGKILL');
    let alive = true;
    for (let turn = 0; turn < 100 && alive; turn += 1) {
      alive = await askServer(port, 'host:version', 500).then(
        (reply) => reply.length > 0,
        () => false,
      );
      await delay(20);
    }
    expect(alive).toBe(false);
    expect(readdirSync(folder)).toHaveLength(1);
    const bench = await startBench({ phones: 1, workFolder: folder });
    expect(readdirSync(folder)).toHaveLength(1);
    await bench.stop();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('does the same in a process of its own, refuses the same, and ends with its workstation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rack-apart-'));
    const plain = {
      phones: 2,
      seed: 's',
      faults: [],
      workFolder: folder,
      adb: 'in-process' as const,
      models: ['pixel-7a'],
    };
    await expect(startPracticeRackApart({ ...plain, faults: ['no-such'] }, forkLauncher)).rejects.toThrow(
      'no practice fault',
    );
    const rack = await startPracticeRackApart(plain, forkLauncher);
    const [port = ''] = rack.phones.map((phone) => phone.port);
    expect((await askServer(rack.adbServer.port, 'host:devices')).toString()).toContain('device');
    expect(await rack.person.follow(port, 'read-imei')).toEqual({ saw: expect.stringMatching(/^00\d{13}$/) });
    await expect(rack.person.follow('nowhere', 'read-imei')).rejects.toThrow('no practice phone');
    let isOver = false;
    const reset = rack.person.follow(port, 'reset-in-settings').finally(() => {
      isOver = true;
    });
    const screens = new Set<string>();
    while (!isOver) screens.add((await rack.person.follow(port, 'look-at-screen')).saw);
    expect(await reset).toEqual({ saw: 'setup-screen' });
    expect(screens.has('off')).toBe(true);
    expect(rack.tripwires()).toEqual([]);
    await rack.stop();
    await rack.stop();
    await expect(rack.person.follow(port, 'read-imei')).rejects.toThrow('ended');
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
