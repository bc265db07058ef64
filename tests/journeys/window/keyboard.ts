import type { Locator, Page } from 'playwright-core';

const MOST_STEPS = 80;

/** Moves the focus by one key until it stands on what is wanted; throws when it goes round without coming there. */
export async function moveTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STEPS} times ${key} did not lead to ${target}`);
}

/** Waits until the focus is on an element, as it is after a window has opened. */
export async function untilFocus(target: Locator): Promise<void> {
  await target.waitFor();
  const element = await target.elementHandle();
  await target.page().waitForFunction((one) => one === document.activeElement, element);
}

/** Tells whether the focus is on an element. */
export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
