import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWhere } from '../../needs.ts';
import { scan } from '../../renderer/scan.ts';
import { comeIn } from './come-in.ts';
import { hasFocus, untilFocus } from './keyboard.ts';
import { inShop, type Shop, STAFF } from './shop.ts';
import { WindowPage } from './window-page.ts';

const RACK = { phones: 2, seed: 'window-scanner-alone', models: ['pixel-9', 'pixel-9'] };
const MOST_STEPS = 80;

describeWhere(['chromium', 'adb'], 'a barcode scanner and nothing else', () => {
  it('takes two phones from plug to certificate, with two persons', async () => {
    await inShop(RACK, async (shop) => {
      await shop.setUp(Object.values(STAFF));
      await shop.ask('log-out', {});
      const { page } = shop;
      const window = new WindowPage(page);
      await comeIn(shop, window, 'kato');
      for (const name of ['A1', 'A2']) await window.untilTile(name, 'board.state.ready');
      await scan(page, 'X-ALL');
      await scan(page, 'X-START');
      await giveConsent(window);
      for (const name of ['A1', 'A2']) await window.untilTile(name, 'board.job.awaiting-review');

      await press(page, window.buttonWith(`${window.words('window.person')}: ${STAFF.kato.name}`));
      await press(page, page.getByRole('menuitem', { name: window.words('window.person.leave') }));
      await comeIn(shop, window, 'sato');
      await scan(page, 'X-REVIEW');
      for (const { port } of shop.rack.phones) await lookAt(shop, window, port);
      for (const name of ['A1', 'A2']) await window.untilTile(name, 'chip.job.not-read');

      await scan(page, 'A2');
      await untilFocus(window.tile('A2'));
      await scan(page, 'X-OK');
      await press(page, window.button(window.words('phone.papers'), page.getByRole('dialog', { name: 'A2' })));
      await press(page, window.button(window.words('paper.issue')));
      await page.getByText('.json').first().waitFor({ timeout: 60_000 });
      for (const { port } of shop.rack.phones) {
        expect((await shop.until(port, ({ job }) => job?.state === 'passed')).job?.verdict?.outcome).toBe('pass');
      }
    });
  });
});

/** Scans "next" until the focus is on what is wanted, then "OK". */
async function press(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
    if (await hasFocus(target)) {
      await scan(page, 'X-OK');
      return;
    }
    await scan(page, 'X-NEXT');
  }
  throw new Error(`a scanner alone did not lead to ${target}`);
}

async function giveConsent(window: WindowPage): Promise<void> {
  const { page } = window;
  const sheet = window.dialog(window.words('consent.title'));
  await press(page, sheet.getByRole('radio', { name: window.words('purpose.inspection') }));
  for (const box of await sheet.getByRole('checkbox').all()) await press(page, box);
  await press(page, window.button(window.words('consent.start', { count: 2 }), sheet));
  await press(page, window.button(window.words('consent.back')));
}

/** Reads the number off a phone by scanning it, says what its screen shows, and accepts. */
async function lookAt({ page, rack }: Shop, window: WindowPage, port: string): Promise<void> {
  const sheet = window.dialog(window.words('review.title'));
  await sheet.waitFor();
  const { saw: imei } = await rack.person.follow(port, 'read-imei');
  await scan(page, imei);
  await press(page, sheet.getByRole('radio', { name: window.words('screen.setup-screen') }));
  await press(page, window.button(window.words('review.accept'), sheet));
  await window.dialog(window.words('review.decided')).waitFor();
  await scan(page, 'X-OK');
}
