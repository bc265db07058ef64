import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorId } from '../../../../domain/ids.ts';
import type { WindowState } from '../../../../domain/window-state.ts';
import { describeWhere } from '../../../needs.ts';
import { present, shopState } from '../../fake-workstation.ts';
import { accessibilityFaults, BuiltPages, type OpenedPage } from '../../open-page.ts';

const REPLIES = {
  'read-about': { dataFolder: '/srv/hakushi', licences: 'Apache License\n'.repeat(80) },
  'list-practice-faults': [
    { name: 'never-returns', says: { ja: '再起動したまま戻らない', en: 'the phone never comes back' } },
    { name: 'unplugged', says: { ja: '作業中にケーブルが抜ける', en: 'the cable is pulled in mid-job' } },
  ],
};
const as = (who: string): WindowState => shopState({ attendance: present(operatorId(who)) });

describeWhere(['chromium'], 'the settings in Chromium', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  const opened = async (state: WindowState): Promise<OpenedPage> => {
    const one = await pages.page({ state, replies: REPLIES, size: { width: 1366, height: 768 } });
    await one.page.getByRole('navigation').getByRole('button', { name: '設定' }).click();
    await one.page.getByRole('heading', { name: '設定' }).waitFor();
    return one;
  };
  const sent = (page: Page, name: string): Promise<unknown> =>
    page.evaluate((wanted) => window.fake.calls.findLast((call) => call.name === wanted)?.input, name);

  test('can be read in every part, in both languages, by everybody', async () => {
    const { page, complaints } = await opened(as('kansa'));
    for (const language of ['English', '日本語']) {
      await page.getByRole('radio', { name: language }).last().press('Space');
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        expect(await accessibilityFaults(page), await tab.innerText()).toEqual([]);
      }
      await page.getByRole('tab').first().click();
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('shows an auditor everything, lets nothing be changed, and says why', async () => {
    const { page } = await opened(as('kansa'));
    for (const part of ['店舗', '第三者による確認', '使う人', '差込口', 'ラベル']) {
      await page.getByRole('tab', { name: part }).click();
      await page.getByText('監査者(閲覧のみ)にはできません。できるのは管理者です。').waitFor();
      const panel = page.getByRole('tabpanel');
      const open = panel.locator('input:enabled, button:enabled');
      // The own PIN is everybody's.
      expect(await open.count(), part).toBe(part === '使う人' ? 1 : 0);
    }
    await page.context().close();
  });

  test('says what working alone costs before the second person is switched off', async () => {
    const { page } = await opened(as('tanaka'));
    await page.getByRole('tab', { name: '第三者による確認' }).click();
    await page.getByText('しない(1人の店)').click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('「第三者による確認: 未実施」').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await sent(page, 'change-settings')).toBeUndefined();
    await page.getByText('しない(1人の店)').click();
    await dialog.getByRole('button', { name: '変更する' }).click();
    await expect.poll(() => sent(page, 'change-settings')).toEqual({ secondPerson: 'switched-off' });
    await page.context().close();
  });

  test('adds a person by keys, and keeps the last manager', async () => {
    const { page } = await opened(as('tanaka'));
    await page.evaluate(() =>
      window.fake.answer('add-account', { id: '05', name: '伊藤', role: 'operator', active: true }),
    );
    await page.getByRole('tab', { name: '使う人' }).click();
    await page.getByRole('button', { name: '人を加える' }).click();
    for (const line of ['伊藤', '05', 'k4mo7o', 'k4mo7o']) {
      await page.keyboard.insertText(line);
      await page.keyboard.press('Enter');
    }
    await page.getByText('伊藤さんを登録しました。').waitFor();
    expect(await sent(page, 'add-account')).toEqual({ id: '05', name: '伊藤', role: 'operator', pin: 'k4mo7o' });
    await page.getByRole('row', { name: /田中/ }).getByRole('button').click();
    await page.getByText('最後の管理者なので').waitFor();
    expect(await page.getByRole('button', { name: '利用を停止' }).isDisabled()).toBe(true);
    await page.context().close();
  });

  test('starts a practice with the phones and faults that were chosen, and never more faults than phones', async () => {
    const { page } = await opened(as('sato'));
    await page.getByRole('tab', { name: '練習' }).click();
    await page.getByLabel('iPhoneの台数').fill('0');
    await page.getByLabel('Android端末の台数').fill('1');
    await page.getByText('再起動したまま戻らない').click();
    await page.getByText('作業中にケーブルが抜ける').click();
    await page.getByText('不具合の数が台数より多く').waitFor();
    const start = page.getByRole('button', { name: '練習を始める' });
    expect(await start.isDisabled()).toBe(true);
    await page.getByLabel('Android端末の台数').fill('１２');
    await page.getByLabel('iPhoneの台数').fill('３');
    await start.click();
    await expect
      .poll(() => sent(page, 'start-practice'))
      .toEqual({ phones: 12, iphones: 3, seed: '1', faults: ['never-returns', 'unplugged'] });
    await page.context().close();
  });
});
