import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WindowState } from '../../../../domain/window-state.ts';
import { describeWhere } from '../../../needs.ts';
import { PEOPLE, shopState } from '../../fake-workstation.ts';
import { accessibilityFaults, BuiltPages, type OpenedPage, type PageOrder } from '../../open-page.ts';
import { scan } from '../../scan.ts';

const [sato] = PEOPLE;
const nobody = shopState({ attendance: { is: 'nobody' } });
const locked = (): WindowState => {
  if (!sato) throw new Error('the scripted shop has nobody');
  return shopState({ attendance: { is: 'locked', account: sato } });
};

describeWhere(['chromium'], 'the log-in in Chromium', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  const opened = async (order: PageOrder): Promise<OpenedPage & { tries: () => Promise<unknown[]> }> => {
    const one = await pages.page(order);
    const tries = (): Promise<unknown[]> =>
      one.page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'log-in').map(({ input }) => input));
    return { ...one, tries };
  };

  test('takes a scanned badge and then the PIN, without a mouse', async () => {
    const { page, complaints, tries } = await opened({ state: nobody });
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await scan(page, 'tanaka');
    await page.getByLabel('田中 恵さんのPIN').waitFor();
    await scan(page, 'k4mo7o');
    await page.getByRole('main').locator('.log-in').waitFor({ state: 'detached' });
    expect(await tries()).toEqual([{ name: 'tanaka', pin: 'k4mo7o' }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('unlocks by the PIN alone, says what goes on meanwhile, and keeps the board out of reach', async () => {
    const { page, complaints, tries } = await opened({ state: locked() });
    await page.getByText('人の操作を待っている端末が1台あります。').waitFor();
    await page.getByText('作業中の端末 2台。').waitFor();
    expect(await page.locator('.gate-board').evaluate((board) => board.hasAttribute('inert'))).toBe(true);
    await page.keyboard.insertText('k4mo7o');
    await page.keyboard.press('Enter');
    await page.locator('.log-in').waitFor({ state: 'detached' });
    expect(await tries()).toEqual([{ name: 'sato', pin: 'k4mo7o' }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("never tries another person's badge as the PIN of who is asked", async () => {
    const { page, tries } = await opened({ state: locked() });
    await page.getByLabel('佐藤 美咲さんのPIN').waitFor();
    await scan(page, 'tanaka');
    await page.getByLabel('田中 恵さんのPIN').waitFor();
    expect(await tries()).toEqual([]);
    await page.context().close();
  });

  test('hears a badge also where no field has the focus', async () => {
    const { page, tries } = await opened({ state: locked() });
    await page.getByLabel('佐藤 美咲さんのPIN').waitFor();
    await page.getByRole('heading', { name: '画面をロックしています' }).click();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(page, 'tanaka');
    await page.getByLabel('田中 恵さんのPIN').waitFor();
    expect(await tries()).toEqual([]);
    await page.context().close();
  });

  test('says what was refused, and lets nobody try before the wait is over', async () => {
    const refused = { ok: false, error: { code: 'operator.refused', facts: {} } };
    const { page, tries } = await opened({ state: locked(), replies: { 'log-in': refused } });
    await page.clock.install();
    await page.keyboard.insertText('wrong!');
    await page.keyboard.press('Enter');
    await page.getByText('名前かPINが違います').waitFor();
    const wait = { ok: false, error: { code: 'operator.locked-out', facts: { account: 'sato', seconds: 600 } } };
    await page.evaluate((reply) => window.fake.answer('log-in', reply), wait);
    await page.keyboard.insertText('wrong!');
    await page.keyboard.press('Enter');
    await page.getByText(/あと(10:00|9:\d\d)/).waitFor();
    expect(await page.getByRole('button', { name: 'ロックを解除' }).isDisabled()).toBe(true);
    await page.keyboard.insertText('wrong!');
    await page.keyboard.press('Enter');
    expect(await tries()).toHaveLength(2);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.clock.fastForward('10:01');
    await page.getByText(/あと\d+:\d\d/).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await expect.poll(tries).toHaveLength(3);
    await page.context().close();
  });

  test('refuses a badge that is nobody, and one that is deactivated', async () => {
    const accounts = PEOPLE.map((person) => (person.id === 'suzuki' ? { ...person, active: false } : person));
    const { page } = await opened({ state: { ...nobody, accounts } });
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    await scan(page, '4901234567894');
    await page.getByText('「4901234567894」という人は登録されていません。').waitFor();
    await scan(page, 'suzuki');
    await page.getByText('鈴木 健一さんは利用停止になっています。').waitFor();
    expect(await page.getByRole('button', { name: /鈴木/ }).count()).toBe(0);
    await page.context().close();
  });
});
