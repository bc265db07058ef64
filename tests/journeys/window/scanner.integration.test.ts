import { expect, it } from 'vitest';
import { describeWhere } from '../../needs.ts';
import { scan } from '../../renderer/scan.ts';
import { comeIn } from './come-in.ts';
import { moveTo, untilFocus } from './keyboard.ts';
import { inShop, STAFF } from './shop.ts';
import { WindowPage } from './window-page.ts';

const RACK = { phones: 2, seed: 'window-scanner', models: ['pixel-9', 'pixel-9'] };

describeWhere(['chromium', 'adb'], 'a barcode scanner and the keys Enter, Tab, Space and arrows', () => {
  it('take a phone from plug to certificate; no mouse is touched', async () => {
    await inShop(RACK, async (shop) => {
      await shop.setUp(Object.values(STAFF));
      await shop.ask('log-out', {});
      const { page } = shop;
      const window = new WindowPage(page);
      const [port = ''] = shop.rack.phones.map((phone) => phone.port);
      const { saw: imei } = await shop.rack.person.follow(port, 'read-imei');

      await comeIn(shop, window, 'kato');
      await window.untilTile('A1', 'board.state.ready');
      await scan(page, imei);
      await untilFocus(window.tile('A1'));
      await page.keyboard.press('Enter');
      const panel = page.getByRole('dialog', { name: 'A1' });
      await moveTo(page, window.button(window.words('phone.start'), panel));
      await page.keyboard.press('Enter');
      await giveConsent(window);
      await window.untilTile('A1', 'board.job.awaiting-review');

      // The second person takes over by badge and PIN, and finds the phone by its number.
      await shop.ask('lock-screen', {});
      await moveTo(page, window.button(window.words('log-in.another')));
      await page.keyboard.press('Enter');
      await comeIn(shop, window, 'sato');
      await scan(page, imei);
      await untilFocus(window.tile('A1'));
      await page.keyboard.press('Enter');
      await moveTo(page, window.button(window.words('phone.review'), panel));
      await page.keyboard.press('Enter');
      await lookAt(window, imei);
      await window.untilTile('A1', 'chip.job.not-read');

      await scan(page, imei);
      await untilFocus(window.tile('A1'));
      await page.keyboard.press('Enter');
      await moveTo(page, window.button(window.words('phone.papers'), panel));
      await page.keyboard.press('Enter');
      await moveTo(page, window.button(window.words('paper.issue')));
      await page.keyboard.press('Enter');
      await page.getByText('.json').first().waitFor({ timeout: 60_000 });
      expect((await shop.until(port, ({ job }) => job?.state === 'passed')).job?.imei).toBe(imei);
    });
  });
});

async function giveConsent(window: WindowPage): Promise<void> {
  const { page } = window;
  const sheet = window.dialog(window.words('consent.title'));
  await moveTo(page, sheet.getByRole('radio').first());
  await page.keyboard.press('ArrowDown');
  const inspection = sheet.getByRole('radio', { name: window.words('purpose.inspection') });
  if (!(await inspection.isChecked())) await page.keyboard.press('ArrowDown');
  expect(await inspection.isChecked()).toBe(true);
  for (const box of await sheet.getByRole('checkbox').all()) {
    await moveTo(page, box);
    await page.keyboard.press(' ');
  }
  await page.keyboard.press('Enter');
  await moveTo(page, window.button(window.words('consent.back')));
  await page.keyboard.press('Enter');
}

async function lookAt(window: WindowPage, imei: string): Promise<void> {
  const { page } = window;
  const sheet = window.dialog(window.words('review.title'));
  await moveTo(page, sheet.getByRole('textbox', { name: window.words('review.number') }));
  await scan(page, imei);
  await moveTo(page, sheet.getByRole('radio').first());
  await page.keyboard.press(' ');
  expect(await sheet.getByRole('radio', { name: window.words('screen.setup-screen') }).isChecked()).toBe(true);
  await moveTo(page, window.button(window.words('review.accept'), sheet));
  await page.keyboard.press('Enter');
  await moveTo(page, window.button(window.words('review.back')));
  await page.keyboard.press('Enter');
}
