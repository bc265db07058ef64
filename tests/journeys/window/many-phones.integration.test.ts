import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWhere } from '../../needs.ts';
import { inShop } from './shop.ts';
import { WindowPage } from './window-page.ts';

const MIB = 1024 * 1024;
const PHONES = 64;
const SCREEN = { width: 1920, height: 1080 };

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Texts in it that are wider than the room they have; what is only spoken has one pixel and is not seen. */
  readonly cut: readonly string[];
}

/** Where each tile stands on the screen, and which of its texts do not fit. */
function boxesOf(page: Page): Promise<readonly Box[]> {
  return page.getByRole('row').evaluateAll((rows) =>
    rows.map((row) => {
      const { left, top, right, bottom } = row.getBoundingClientRect();
      const texts = [...row.querySelectorAll('*')].filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
      );
      const cut = texts.filter(
        (one) =>
          one.checkVisibility() &&
          one.clientWidth > 1 &&
          getComputedStyle(one).overflowX !== 'visible' &&
          one.scrollWidth > one.clientWidth + 1,
      );
      return {
        name: row.getAttribute('aria-label') ?? '',
        left,
        top,
        right,
        bottom,
        cut: cut.map((one) => one.textContent ?? ''),
      };
    }),
  );
}

const overlaps = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

describeWhere(['chromium', 'adb'], 'a full hub of 64 phones', () => {
  it('stands on one screen without scrolling, no tile over another and no text cut', async () => {
    const rack = { phones: PHONES, seed: 'window-many', storageBytes: 4 * MIB };
    await inShop(rack, async (shop) => {
      await shop.page.setViewportSize(SCREEN);
      await shop.setUp();
      const window = new WindowPage(shop.page);
      await expect.poll(() => window.tiles().count(), { timeout: 120_000 }).toBe(PHONES);
      const isSettled = async (): Promise<number> =>
        (await shop.state()).ports.filter(({ phone, mode }) => mode !== null && phone !== null && phone !== 'reading')
          .length;
      await expect.poll(isSettled, { timeout: 120_000 }).toBe(PHONES);
      for (const language of ['ja', 'en'] as const) {
        await window.speak(language);
        const boxes = await boxesOf(shop.page);
        expect(boxes).toHaveLength(PHONES);
        const outside = boxes.filter(
          ({ left, top, right, bottom }) => left < 0 || top < 0 || right > SCREEN.width || bottom > SCREEN.height,
        );
        expect(outside).toEqual([]);
        const pairs = boxes.flatMap((one, at) => boxes.slice(at + 1).map((other) => [one, other] as const));
        expect(pairs.filter(([one, other]) => overlaps(one, other))).toEqual([]);
        expect(boxes.flatMap(({ name, cut }) => cut.map((text) => `${name}: ${text}`))).toEqual([]);
      }
    });
  });
});
