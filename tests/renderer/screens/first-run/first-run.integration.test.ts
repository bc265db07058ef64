import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIRST_SETTINGS } from '../../../../domain/settings.ts';
import { describeWhere } from '../../../needs.ts';
import { shopState } from '../../fake-workstation.ts';
import { accessibilityFaults, BuiltPages, type OpenedPage } from '../../open-page.ts';

const PIN = 'k4mo7o';
const unopened = {
  ...shopState({ accounts: [], attendance: { is: 'not-needed' }, ports: [] }),
  settings: FIRST_SETTINGS,
};

async function press(page: OpenedPage['page'], ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function type(page: OpenedPage['page'], ...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    await page.keyboard.insertText(line);
    await page.keyboard.press('Enter');
  }
}

describeWhere(['chromium'], 'the first run in Chromium', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  const sent = (page: OpenedPage['page'], name: string): Promise<unknown> =>
    page.evaluate((wanted) => window.fake.calls.findLast((call) => call.name === wanted)?.input, name);

  test('is gone through by keys alone, from the language to two people', async () => {
    const { page, complaints } = await pages.page({ state: unopened });
    // The first card has the focus: down to English and back.
    await press(page, 'ArrowRight');
    await page.getByRole('heading', { name: 'Setting up' }).waitFor();
    await press(page, 'ArrowLeft');
    await page.getByRole('heading', { name: 'はじめの設定' }).waitFor();
    await press(page, 'Tab', 'ArrowRight', 'Enter');
    await page.getByRole('heading', { name: '店舗' }).waitFor();
    await type(page, '白波モバイル', '第301234567890号', '', '');
    await page.getByRole('heading', { name: '使う人' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, 'Enter');
    await type(page, '田中 恵', '', PIN, PIN);
    await type(page, '鈴木 健一', '', PIN, PIN);
    await expect
      .poll(() => sent(page, 'first-run'))
      .toEqual({
        shop: { name: '白波モバイル', licence: '第301234567890号', address: '', phone: '' },
        language: 'ja',
        workplace: 'real',
        secondPerson: 'required',
        people: [
          { id: '01', name: '田中 恵', role: 'manager', pin: PIN },
          { id: '02', name: '鈴木 健一', role: 'checker', pin: PIN },
        ],
      });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('says what is wrong beside the field, leads there, and loses nothing, also when the program refuses', async () => {
    const refusal = { ok: false, error: { code: 'ledger.write-failed', facts: {} } };
    const { page, complaints } = await pages.page({ state: unopened, replies: { 'first-run': refusal } });
    const next = page.locator('.first-run-foot .button-primary');
    await next.click();
    await page.getByLabel('店舗名').fill('白波モバイル');
    await next.click();
    await page.getByText('1人の店').click();
    await next.click();
    const name = page.getByLabel('名前', { exact: true });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await name.fill('田中 恵');
    await page.getByLabel('PIN', { exact: true }).fill('123456');
    await next.click();
    await page.getByText('123456のような並び').last().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await page.getByLabel('PIN(もう一度)').fill(PIN);
    await next.click();
    await page.getByRole('alert').waitFor();
    expect(await name.inputValue()).toBe('田中 恵');
    expect(await page.getByLabel('PIN', { exact: true }).inputValue()).toBe(PIN);
    await page.getByRole('button', { name: '戻る' }).click();
    expect(await page.getByLabel('店舗名').inputValue()).toBe('白波モバイル');
    expect(await sent(page, 'first-run')).toMatchObject({ secondPerson: 'switched-off', people: [{ id: '01' }] });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
