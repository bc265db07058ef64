import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWhere } from '../needs.ts';
import { launchWorkstation } from './launch.ts';

describeWhere(['chromium'], 'the launcher of journeys', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-launch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('opens the built workstation, reaches its main, and leaves nothing behind', async () => {
    const workstation = await launchWorkstation({ dataFolder: folder });
    const { window, main } = workstation;
    expect(await window.title()).toBe('白紙 Hakushi');
    expect(
      await window.evaluate(() => Object.keys((globalThis as unknown as { workstation: object }).workstation)),
    ).toEqual(['call', 'onEvent']);
    const answer = await window.evaluate(() =>
      (globalThis as never as { workstation: { call(name: string, input: object): unknown } }).workstation.call(
        'get-state',
        {},
      ),
    );
    const program = { shell: workstation.isElectron ? 'electron' : 'stand-in' };
    expect(answer).toMatchObject({ ok: true, value: { program } });
    expect(await window.evaluate(() => document.hasFocus())).toBe(true);
    expect(await main.evaluate(({ app }, name) => app.getPath(name), 'userData' as const)).toBe(join(folder, 'window'));
    expect(workstation.faults()).toEqual({ console: [], page: [], crashes: [] });
    await workstation.stop();
    expect(await main.ended).toBe(0);
    expect(() => process.kill(main.pid, 0)).toThrow('ESRCH');
    await workstation.stop();
  });

  it('reports what went wrong in the page where nobody looked', async () => {
    const workstation = await launchWorkstation({ dataFolder: folder });
    await workstation.window.evaluate(() => {
      console.error('a fault on the console');
      setTimeout(() => {
        throw new Error('a fault that nobody caught');
      });
      const image = document.createElement('img');
      image.src = 'https://elsewhere.invalid/pixel.png';
      document.body.append(image);
    });
    await expect.poll(() => workstation.faults().page.join()).toContain('a fault that nobody caught');
    await expect.poll(() => workstation.faults().console.join()).toContain('Content Security Policy');
    expect(workstation.faults().console.join()).toContain('a fault on the console');
    await workstation.stop();
  });

  it('says what main wrote when no window comes', async () => {
    const broken = launchWorkstation({ dataFolder: folder, mainFile: 'tests/stand-in/conformance/broken.mjs' });
    await expect(broken).rejects.toThrow(/The Electron stand-in has no Tray/);
  });
});
