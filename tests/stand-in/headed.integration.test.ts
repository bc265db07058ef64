import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhere } from '../needs.ts';
import { launchWorkstation, type Workstation } from './launch.ts';

// What `npm start` shows to a person; the screen itself is in memory.
describeWhere(['chromium', 'xvfb'], 'the workstation on a screen', () => {
  let folder = '';
  let screen: ChildProcess;
  let workstation: Workstation;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-headed-'));
    const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
    screen = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const [number] = (await once(screen.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
    const env = { DISPLAY: `:${number.toString().trim()}`, HAKUSHI_STAND_IN_WINDOW: 'headed' };
    workstation = await launchWorkstation({ dataFolder: folder, env, args: ['--adb', '127.0.0.1:9'] });
  });
  afterAll(async () => {
    await workstation?.stop();
    screen?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const seen = () => workstation.window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const bounds = () =>
    workstation.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(), null);

  it('fills its window with the page, without the bars of a browser', async () => {
    const { width, height } = (await bounds()) ?? { width: 0, height: 0 };
    expect(width).toBeGreaterThan(1000);
    await expect.poll(async () => (await seen()).width).toBe(width);
    // Where a window manager draws a frame, it is the frame's.
    expect(height - (await seen()).height).toBeLessThan(40);
  });

  it('stands where main puts it', async () => {
    const wanted = { x: 50, y: 40, width: 1200, height: 800 };
    await workstation.main.evaluate(
      ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place),
      wanted,
    );
    await expect.poll(async () => (await seen()).width).toBe(1200);
    await expect.poll(bounds).toEqual(wanted);
  });

  it('ends the program when a person closes it', async () => {
    await workstation.window.close();
    expect(await workstation.main.ended).toBe(0);
    expect(workstation.output().stderr).toBe('');
  });
});
