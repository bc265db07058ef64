import type { Page } from 'playwright-core';

const KEY_EVERY_SECONDS = 0.005;

/** Sends keys as a barcode scanner does, ending in Enter: their times lie five milliseconds apart however loaded the machine is. */
export async function scan(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const startSeconds = Date.now() / 1000;
  const keys = [...text].map((key) => ({ key, text: key }));
  for (const [at, key] of [...keys, { key: 'Enter', text: '\r' }].entries()) {
    const timestamp = startSeconds + at * KEY_EVERY_SECONDS;
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key });
  }
  await session.detach();
}
