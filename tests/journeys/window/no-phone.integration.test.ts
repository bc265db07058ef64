import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort } from '../../../practice/server/free-port.ts';
import { findAdb, RealAdbServer } from '../../../practice/server/real-adb-server.ts';
import { describeWhere } from '../../needs.ts';
import { launchWorkstation } from '../../stand-in/launch.ts';
import { granted, stateOf } from './ask.ts';
import { tellOf } from './shop.ts';
import { WindowPage } from './window-page.ts';

describeWhere(['chromium', 'adb'], 'a workplace with no phone', () => {
  it('says so, tells why a phone may not be seen, and opens the practice rack by one press', async () => {
    const home = mkdtempSync(join(tmpdir(), 'hakushi-empty-'));
    const server = new RealAdbServer(findAdb() ?? '', await freePort(new Set()), join(home, 'adb'));
    await server.start();
    const args = ['--adb', `127.0.0.1:${server.port}`];
    const workstation = await launchWorkstation({ dataFolder: join(home, 'data'), args });
    try {
      const { window: page } = workstation;
      const window = new WindowPage(page);
      const shop = { name: '白波モバイル', licence: '', address: '', phone: '' };
      const rest = { language: 'ja', workplace: 'real', secondPerson: 'required' } as const;
      await granted(page, 'first-run', { shop, people: [], ...rest });
      await page.getByText(window.words('board.empty.title')).waitFor();
      expect((await stateOf(page)).bench).toMatchObject({ is: 'open', error: null });

      await window.button(window.words('board.empty.not-detected')).click();
      await page.getByRole('heading', { name: window.words('look.found') }).waitFor({ timeout: 30_000 });
      await window.goTo('board');

      await window.button(window.words('board.empty.practice')).click();
      await page.getByText(window.words('window.practice.words')).waitFor({ timeout: 60_000 });
      await expect.poll(() => window.tiles().count(), { timeout: 60_000 }).toBe(8);
      await workstation.stop();
      expect(workstation.faults()).toEqual({ console: [], page: [], crashes: [] });
      expect(workstation.output().stderr).toBe('');
    } catch (error) {
      await tellOf(workstation);
      throw error;
    } finally {
      await workstation.stop();
      await server.kill();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
