import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhere } from '../needs.ts';
import { jobAt, portAt, portWith, shopState } from './fake-workstation.ts';
import { accessibilityFaults, BuiltPages } from './open-page.ts';
import { scan } from './scan.ts';

const MOST_STEPS = 40;

describeWhere(['chromium'], 'the window by barcode scanner alone', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  it('selects, answers for the owner and starts, without a key or a mouse', async () => {
    const state = shopState({ ports: [portWith(0), portWith(1), portWith(2, { job: jobAt(2, 'passed') })] });
    const { page, complaints } = await pages.page({ state, replies: { 'start-job': jobAt(0, 'performing') } });
    await page.locator('.tile').first().waitFor();
    await scan(page, 'X-ALL');
    await scan(page, 'X-START');
    await page.getByRole('dialog').waitFor();
    await choose(page, ({ type, value }) => type === 'radio' && value === 'inspection');
    for (const box of await page.locator('.dialog input[type="checkbox"]').all()) {
      if (!(await box.isChecked())) await choose(page, ({ type, checked }) => type === 'checkbox' && !checked);
    }
    await choose(page, ({ isPrimary }) => isPrimary);
    // The sheet also asks how the chips of these phones stand.
    const started = () => window.fake.calls.filter(({ name }) => name === 'start-job');
    await page.waitForFunction(() => window.fake.calls.filter(({ name }) => name === 'start-job').length >= 2);
    const calls = await page.evaluate(started);
    await page.context().close();
    expect(complaints).toEqual([]);
    expect(calls.map(({ name, input }) => [name, Reflect.get(Object(input), 'port')])).toEqual([
      ['start-job', portAt(0)],
      ['start-job', portAt(1)],
    ]);
  });

  it('picks single tiles by their names, and closes what is open', async () => {
    const { page } = await pages.page({ state: shopState({ ports: [portWith(0), portWith(1), portWith(2)] }) });
    await page.locator('.tile').first().waitFor();
    for (const text of ['A1', 'X-PICK', 'A3', 'X-PICK']) await scan(page, text);
    const selected = await page.locator('.board-tile[data-selected] .tile-name').allInnerTexts();
    await scan(page, 'X-START');
    await page.getByRole('dialog').waitFor();
    await scan(page, 'X-CLOSE');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.context().close();
    expect(selected).toEqual(['A1', 'A3']);
  });

  it('takes a command out of the field into which it was scanned', async () => {
    const { page } = await pages.page({ state: shopState() });
    const field = page.locator('.bar .scanner input');
    await field.fill('35693');
    await scan(page, 'X-NEXT');
    const left = await field.inputValue();
    const isElsewhere = await field.evaluate((one) => document.activeElement !== one);
    await page.context().close();
    expect({ left, isElsewhere }).toEqual({ left: '35693', isElsewhere: true });
  });

  it('shows the barcodes of all commands', async () => {
    const { page } = await pages.page({ state: shopState() });
    await page.locator('.board-tile').first().focus();
    await page.keyboard.press('b');
    await page.getByRole('dialog').waitFor();
    const bars = await page.locator('.scan-bars path').count();
    const faults = await accessibilityFaults(page);
    await page.context().close();
    expect({ bars, faults }).toEqual({ bars: 8, faults: [] });
  });
});

interface Focused {
  readonly type: string;
  readonly value: string;
  readonly checked: boolean;
  readonly isPrimary: boolean;
}

/** Goes on by scans until the focus is on what is wanted, and presses it by a scan. */
async function choose(page: Page, isWanted: (focused: Focused) => boolean): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const focused = await page.evaluate(() => {
      const one = document.activeElement;
      const input = one instanceof HTMLInputElement ? one : null;
      return {
        type: input?.type ?? '',
        value: input?.value ?? '',
        checked: input?.checked ?? false,
        isPrimary: one?.classList.contains('button-primary') ?? false,
      };
    });
    if (isWanted(focused)) {
      await scan(page, 'X-OK');
      return;
    }
    await scan(page, 'X-NEXT');
  }
  throw new Error('a scanner alone does not get there');
}
