import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isGreen } from '../../../domain/window-state.ts';
import { verifyLedgerFile } from '../../../main/ledger/verify-file.ts';
import { DATABASE_FILE } from '../../../main/store/database.ts';
import { describeWhere } from '../../needs.ts';
import { launchWorkstation, type Workstation } from '../../stand-in/launch.ts';
import { stateOf } from './ask.ts';
import { untilFocus } from './keyboard.ts';
import { STAFF, tellOf } from './shop.ts';
import { WindowPage } from './window-page.ts';

const NOWHERE = ['--adb', '127.0.0.1:9'];

async function withFresh(journey: (workstation: Workstation, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-first-'));
  const workstation = await launchWorkstation({ dataFolder: folder, args: NOWHERE });
  try {
    await journey(workstation, folder);
    await workstation.stop();
    expect(workstation.faults()).toEqual({ console: [], page: [], crashes: [] });
    expect(workstation.output().stderr).toBe('');
  } catch (error) {
    await tellOf(workstation);
    throw error;
  } finally {
    await workstation.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

describeWhere(['chromium', 'adb'], 'the first run', () => {
  it('sets a shop up for practice by the keyboard alone, and ends at a board with phones', async () => {
    await withFresh(async ({ window: page, stop }, folder) => {
      const window = new WindowPage(page);
      const type = async (text: string): Promise<void> => {
        if (text !== '') await page.keyboard.type(text);
        await page.keyboard.press('Enter');
      };
      await page.getByRole('heading', { name: window.words('first-run.title') }).waitFor();
      expect(await page.getByRole('radio', { name: window.words('first-run.workplace.practice') }).isChecked()).toBe(
        true,
      );
      await untilFocus(page.getByRole('radio', { name: '日本語' }));
      await type('');
      await untilFocus(page.getByLabel(window.words('first-run.shop.name')));
      for (const words of ['白波モバイル 神保町店', '第301234567890号', '', '']) await type(words);

      await untilFocus(page.getByRole('radio', { name: window.words('first-run.people.several'), exact: false }));
      await type('');
      const people = [STAFF.mori, STAFF.sato];
      for (const { name, pin } of people) for (const words of [name, '', pin, pin]) await type(words);

      await page.getByText(window.words('window.practice.words')).waitFor({ timeout: 60_000 });
      await expect.poll(() => window.tiles().count(), { timeout: 60_000 }).toBe(8);
      await page
        .getByRole('group', { name: window.words('board.groups') })
        .getByRole('button', { name: /^8 / })
        .first()
        .waitFor({ timeout: 60_000 });
      const { workplace, attendance, accounts, settings, ports } = await stateOf(page);
      expect({ workplace, shop: settings.shop?.name, second: settings.secondPerson }).toEqual({
        workplace: 'practice',
        shop: '白波モバイル 神保町店',
        second: 'required',
      });
      expect(attendance).toMatchObject({ is: 'present', account: { name: STAFF.mori.name, role: 'manager' } });
      expect(accounts.map(({ role }) => role)).toEqual(['manager', 'checker']);
      expect(ports.filter(({ job }) => job !== null && isGreen(job))).toEqual([]);
      await stop();
      const practice = await verifyLedgerFile(join(folder, 'practice', DATABASE_FILE));
      expect(practice).toMatchObject({ ok: true, firstBad: null });
      expect(await verifyLedgerFile(join(folder, DATABASE_FILE))).toMatchObject({ ok: true, firstBad: null });
    });
  });
});
