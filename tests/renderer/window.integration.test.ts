import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../domain/text.ts';
import type { WindowState } from '../../domain/window-state.ts';
import { describeWhere } from '../needs.ts';
import { jobAt, PEOPLE, phoneAt, portAt, portsInAllStates, portWith, present, shopState } from './fake-workstation.ts';
import { accessibilityFaults, BuiltPages } from './open-page.ts';

const BIG = { width: 1920, height: 1080 };
const SMALL = { width: 1366, height: 768 };

function stateWith(
  ports: number,
  language: Language,
  theme: 'light' | 'dark',
  change: Partial<WindowState> = {},
): WindowState {
  const state = shopState({ ports: portsInAllStates(ports), ...change });
  return { ...state, settings: { ...state.settings, language, theme } };
}

describeWhere(['chromium'], 'the window and its board in Chromium', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  it.each([
    { ports: 8, language: 'ja', theme: 'light', size: BIG },
    { ports: 8, language: 'en', theme: 'dark', size: SMALL },
    { ports: 20, language: 'ja', theme: 'dark', size: SMALL },
    { ports: 20, language: 'en', theme: 'light', size: SMALL },
    { ports: 64, language: 'ja', theme: 'light', size: BIG },
    { ports: 64, language: 'en', theme: 'dark', size: BIG },
    { ports: 64, language: 'en', theme: 'light', size: SMALL },
    { ports: 0, language: 'ja', theme: 'dark', size: SMALL },
  ] as const)(
    'is whole with $ports ports, $language, $theme, $size.width wide',
    async ({ ports, language, theme, size }) => {
      const { page, complaints } = await pages.page({ state: stateWith(ports, language, theme), size });
      await page.locator('.board-head').waitFor();
      const faults = await accessibilityFaults(page);
      const cut = await cutWords(page);
      await page.context().close();
      expect({ complaints, faults, cut }).toEqual({ complaints: [], faults: [], cut: [] });
    },
  );

  it('shows 64 ports at 1920×1080 without scrolling, in practice too', async () => {
    const { page } = await pages.page({ state: stateWith(64, 'ja', 'light', { workplace: 'practice' }), size: BIG });
    await page.locator('.tile').nth(63).waitFor();
    const [whole, seen] = await page
      .locator('.screen')
      .evaluate((screen) => [screen.scrollHeight, screen.clientHeight]);
    const last = await page.locator('.tile').nth(63).boundingBox();
    await page.context().close();
    expect(whole).toBe(seen);
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(BIG.height);
  });

  it('writes port and state at least 40 pixels high for two metres away', async () => {
    const { page } = await pages.page({ state: stateWith(8, 'en', 'light'), size: BIG });
    const sizes = await page
      .locator('.tile-name, .tile-state')
      .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
    await page.context().close();
    expect(sizes.length).toBe(16);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(40);
  });

  it('is worked by keys: arrows move in both directions, Space selects, Shift selects a range, Escape none', async () => {
    const ports = Array.from({ length: 8 }, (_, n) => portWith(n));
    const { page } = await pages.page({ state: shopState({ ports }), size: BIG });
    await page.locator('.board-tile').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    const selected = await page.locator('.board-tile[data-selected] .tile-name').allInnerTexts();
    await page.keyboard.press('Escape');
    const after = await page.locator('.board-tile[data-selected]').count();
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-key'));
    await page.context().close();
    // Four in a row: below A2 is A6, and a range holds all that lies between in the order of the board.
    expect({ selected, after, focused }).toEqual({
      selected: ['A2', 'A3', 'A4', 'A5', 'A6', 'A7'],
      after: 0,
      focused: portAt(6),
    });
  });

  it('leads to the scanner field by Ctrl+K from everywhere, and by the single key only from the board', async () => {
    const { page } = await pages.page({ state: shopState({ ports: portsInAllStates(8) }), size: SMALL });
    const isInField = () => page.evaluate(() => document.activeElement instanceof HTMLInputElement);
    const rail = page.getByRole('navigation').getByRole('button').first();
    await rail.focus();
    await page.keyboard.press('/');
    const byLetter = await isInField();
    await page.keyboard.press('Control+k');
    const byControl = await isInField();
    await page.locator('.board-tile').first().focus();
    await page.keyboard.press('/');
    const fromBoard = await isInField();
    await page.context().close();
    expect({ byLetter, byControl, fromBoard }).toEqual({ byLetter: false, byControl: true, fromBoard: true });
  });

  it('lets a scanner lead to a tile from anywhere, and its letters and its Enter press nothing', async () => {
    const ports = portsInAllStates(64);
    const { page } = await pages.page({ state: shopState({ ports }), size: SMALL });
    await page.locator('.board-tile').first().focus();
    const imei = phoneAt(43).imeis[0] ?? '';
    await scan(page, imei);
    await page.waitForFunction((port) => document.activeElement?.getAttribute('data-key') === port, portAt(43));
    await scan(page, 'sC-1');
    const dialogs = await page.locator('.overlay').count();
    await page.context().close();
    expect(dialogs).toBe(0);
  });

  it('asks before it cancels, and cancels what was seen', async () => {
    const ports = [
      portWith(0, { job: jobAt(0, 'performing') }),
      portWith(1),
      portWith(2, { job: jobAt(2, 'awaiting-review') }),
    ];
    const { page } = await pages.page({ state: shopState({ ports }), size: SMALL });
    await page.locator('.board-tile').first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('c');
    await page.getByRole('alertdialog').waitFor();
    const faults = await accessibilityFaults(page);
    const before = await page.evaluate(() => window.fake.calls.length);
    await page.locator('.dialog-foot .button-danger').click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    const calls = await page.evaluate(() => window.fake.calls);
    await page.context().close();
    expect({ faults, before, calls }).toEqual({
      faults: [],
      before: 0,
      calls: [{ name: 'cancel-job', input: { job: jobAt(0, 'performing').id } }],
    });
  });

  it('lets the board be seen but not touched while it is locked', async () => {
    const account = PEOPLE[0];
    if (!account) throw new Error('nobody is here');
    const { page } = await pages.page({ state: shopState({ attendance: { is: 'locked', account } }), size: BIG });
    await page.locator('.tile').first().waitFor();
    await page.locator('.tile').first().click({ force: true });
    const reached: (boolean | undefined)[] = [];
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.closest('[inert]') !== null));
    }
    const faults = await accessibilityFaults(page);
    await page.context().close();
    expect({ reached: reached.some(Boolean), faults }).toEqual({ reached: false, faults: [] });
  });

  it('says a new state politely, changes its language at once, and says practice above every window', async () => {
    const ports = [portWith(0, { job: jobAt(0, 'verifying') })];
    const { page } = await pages.page({ state: shopState({ ports, workplace: 'practice' }), size: SMALL });
    await page.locator('.tile').first().waitFor();
    await page.evaluate((port) => window.fake.emit({ kind: 'port', port }), portWith(0, { job: jobAt(0, 'passed') }));
    await page.getByText('A1は合格。').waitFor({ state: 'attached' });
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByText('Passed', { exact: true }).first().waitFor();
    const lang = await page.evaluate(() => document.documentElement.lang);
    await page.evaluate(() => window.fake.emit({ kind: 'attendance', attendance: window.fake.state().attendance }));
    const band = await page.locator('.practice-band').innerText();
    await page.context().close();
    expect({ lang, practice: band.includes('PRACTICE') }).toEqual({ lang: 'en', practice: true });
  });

  it('learns the port into which a phone is plugged', async () => {
    const attendance = present(PEOPLE[2]?.id ?? (portAt(0) as never));
    const { page } = await pages.page({ state: shopState({ ports: [portWith(0)], attendance }), size: SMALL });
    await page.locator('.board-tile').first().focus();
    await page.keyboard.press('l');
    await page.getByRole('dialog').waitFor();
    await page.evaluate((port) => window.fake.emit({ kind: 'port', port }), portWith(9, { name: null }));
    await page.locator('.dialog input').fill('B2');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.fake.calls.length > 0);
    const calls = await page.evaluate(() => window.fake.calls);
    await page.context().close();
    expect(calls).toEqual([
      { name: 'change-settings', input: { ports: [{ port: portAt(9), name: 'B2', place: 1, twin: null }] } },
    ]);
  });
});

/** Types as a scanner does: every key within a few milliseconds, and Enter. */
async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((letters) => {
    for (const key of [...letters, 'Enter']) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, text);
}

/** Words that are wider than what they stand in, and so cut off. */
async function cutWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, .tile-state, .tile-name, .tile-what, h1, h2, p, .board-count')]
      .filter((one) => !one.closest('.only-spoken') && !one.classList.contains('only-spoken'))
      .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.className}: ${one.innerText}`),
  );
}
