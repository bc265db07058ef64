import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorId } from '../../domain/ids.ts';
import { SCREENS } from '../../renderer/state/store.ts';
import { WindowPage } from '../journeys/window/window-page.ts';
import { describeWhere } from '../needs.ts';
import { present, shopState } from '../renderer/fake-workstation.ts';
import { accessibilityFaults, BuiltPages } from '../renderer/open-page.ts';
import { windowAnswers } from '../renderer/window-answers.ts';
import type { ScriptedShot } from './scripted-shot.ts';
import { SCRIPTED_SHOTS } from './scripted-shots.ts';

const BY_RAIL: readonly ScriptedShot[] = SCREENS.filter((screen) => screen !== 'board').map((screen) => ({
  name: screen,
  state: shopState({ attendance: present(operatorId('tanaka')) }),
  replies: windowAnswers(),
  reach: (window) => window.goTo(screen),
}));

// The library's announcer keeps what it told of a button for seven seconds, also when the button has gone; that is no part of a screen.
const GOES_WITHIN_MS = 12_000;

describeWhere(['chromium'], 'every screen by WCAG 2.2 A and AA', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  it.each([...SCRIPTED_SHOTS, ...BY_RAIL])('$name, light and dark', async ({ state, replies = {}, reach }) => {
    const { page, complaints } = await pages.page({ state, replies, size: { width: 1366, height: 768 } });
    const window = new WindowPage(page);
    await reach?.(window);
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((comfort) => globalThis.window.workstation.call('change-comfort', comfort), { theme });
      await page.locator(`html[data-theme=${theme}]`).waitFor();
      await window.settled();
      await expect.poll(() => accessibilityFaults(page), { timeout: GOES_WITHIN_MS, message: theme }).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
