import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorId } from '../../../domain/ids.ts';
import type { WindowState } from '../../../domain/window-state.ts';
import { describeWhere } from '../../needs.ts';
import { present, shopState } from '../fake-workstation.ts';
import { accessibilityFaults, BuiltPages, type OpenedPage } from '../open-page.ts';
import { scan } from '../scan.ts';
import { CHAIN_BAD, entriesOfLedger, recordsFound, reportOf, windowAnswers } from '../window-answers.ts';

const as = (who: string): WindowState => shopState({ attendance: present(operatorId(who)) });
const SMALL = { width: 1366, height: 768 };

describeWhere(['chromium'], 'the screens that read, in Chromium', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  const opened = async (screen: string, replies: Readonly<Record<string, unknown>> = {}): Promise<OpenedPage> => {
    const one = await pages.page({ state: as('tanaka'), replies: { ...windowAnswers(), ...replies }, size: SMALL });
    await one.page.getByRole('navigation').getByRole('button', { name: screen }).click();
    return one;
  };
  const sent = (page: Page, name: string): Promise<unknown> =>
    page.evaluate((wanted) => window.fake.calls.findLast((call) => call.name === wanted)?.input, name);
  const closed = async ({ page, complaints }: OpenedPage): Promise<void> => {
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  };

  test('say what keeps phones from being seen, and let every cause be searched', async () => {
    const one = await opened('見つからない');
    const { page } = one;
    await page.getByRole('heading', { name: /USBデバッグの許可を待っています/ }).waitFor();
    await page.getByText('差込口 A3').waitFor();
    await page
      .getByRole('img', { name: /「許可」を押す/ })
      .first()
      .waitFor();
    await page.getByText('調べられなかったこと (1)').click();
    await page.getByText('原因でないとは言えません。').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel(/原因を探す/).fill('sony driver');
    await page.locator('.look-catalogue summary').first().click();
    await page.getByRole('button', { name: 'もう一度調べる' }).click();
    await closed(one);
  });

  test('draw only the rows that are seen of 500 records, and open the one that a label names', async () => {
    const one = await opened('記録', { 'find-records': recordsFound(500) });
    const { page } = one;
    await page.getByRole('row').nth(3).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await page.evaluate((found) => window.fake.answer('find-records', found), recordsFound(1));
    await scan(page, 'R-20261122-0000');
    const record = page.getByRole('dialog', { name: 'R-20261122-0000' });
    await record.getByText('合格(機械確認)').waitFor();
    expect(await sent(page, 'find-records')).toEqual({ text: 'R-20261122-0000' });
    for (const tab of await record.getByRole('tab').all()) {
      await tab.click();
      expect(await accessibilityFaults(page), await tab.innerText()).toEqual([]);
    }
    await record.getByRole('button', { name: '証明書とラベル' }).click();
    await page.getByRole('dialog').nth(1).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await record.waitFor({ state: 'detached' });
    await page.getByText('「R-20261122-0000」をやめて全て表示').waitFor();
    await closed(one);
  });

  test('say of a bad ledger where, why and what to do, and of a good one what the check cannot see', async () => {
    const one = await opened('台帳', { 'list-entries': { entries: entriesOfLedger(200), before: 801 } });
    const { page } = one;
    await page.getByRole('button', { name: '検査する' }).click();
    await page.getByText('控えの封印がないため、末尾の切り取りは見つけられません。').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate((answer) => window.fake.answer('verify-ledger', answer), CHAIN_BAD);
    await page.getByRole('button', { name: '検査する' }).click();
    await page.getByText('812番の記録に異常があります。').waitFor();
    await page.getByText('作業を止め、管理者に連絡してください。').waitFor();
    await page.getByLabel(/絞り込む/).fill('tanaka');
    await page.getByText(/件のうち.*件を表示/).waitFor();
    await page.getByRole('button', { name: '前の記録を読み込む' }).click();
    await expect.poll(() => sent(page, 'list-entries')).toEqual({ before: 801, most: 200 });
    await closed(one);
  });

  test('show a report whole before it is written, and write just that period', async () => {
    const one = await opened('レポート');
    const { page } = one;
    const { period } = reportOf(1);
    await page.getByText('台帳の連鎖は整っています。').waitFor();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      expect(await accessibilityFaults(page), await tab.innerText()).toEqual([]);
    }
    await page.getByText('規格や指針への適合を示すものではありません。').waitFor();
    await page.getByRole('button', { name: /書き出す/ }).click();
    await page.getByText('report.pdf, devices.csv, report.json').waitFor();
    expect(await sent(page, 'make-report')).toEqual({ ...period, language: 'ja' });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByText('先月').click();
    // The answer is of another period, so nothing of it may stand under this one.
    await page.getByText('台帳の連鎖は整っています。').waitFor({ state: 'detached' });
    expect(one.complaints).toEqual([]);
    await page.context().close();
  });
});
