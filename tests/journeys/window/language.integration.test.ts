import { expect, it } from 'vitest';
import { SCREENS } from '../../../renderer/state/store.ts';
import { describeWhere } from '../../needs.ts';
import { inShop } from './shop.ts';
import { englishAmong, japaneseAmong, visibleTexts } from './visible-texts.ts';
import { WindowPage } from './window-page.ts';

// The shop of this journey has Latin names, so that every Japanese letter on an English page is one too many.
const PEOPLE = [
  { id: 'mori', name: 'Akari Mori', role: 'manager', pin: '190283' },
  { id: 'sato', name: 'Rin Sato', role: 'checker', pin: '582917' },
] as const;
const SHOP = { shop: { name: 'Shiranami Mobile', licence: '', address: '', phone: '' } };
/** The program's own name, its mark of practice, and the languages by their own names. */
const OWN_NAMES = ['白紙', '練習', '日本語'];

describeWhere(['chromium', 'adb'], 'the language of the window', () => {
  it('changes at run time on every screen, whole', async () => {
    const rack = { phones: 3, seed: 'window-language', models: ['pixel-9', 'pixel-7a', 'arrows-m04'] };
    await inShop(rack, async (shop) => {
      await shop.setUp(PEOPLE, SHOP);
      const window = new WindowPage(shop.page);
      await window.untilTile('A1', 'board.state.ready');
      await window.select('A1');
      await window.startSelected();
      await window.untilTile('A1', 'board.job.awaiting-review');

      const views: readonly (readonly [string, () => Promise<() => Promise<void>>])[] = [
        ...SCREENS.map(
          (screen) =>
            [
              screen,
              async () => {
                await window.goTo(screen);
                return async () => undefined;
              },
            ] as const,
        ),
        [
          'panel',
          async () => {
            await window.goTo('board');
            const panel = await window.open('A1');
            return () => window.close(panel);
          },
        ],
      ];
      for (const [view, open] of views) {
        const inJapanese = await textsOf(window, 'ja', open);
        expect(englishAmong(inJapanese), `${view} in Japanese`).toEqual([]);
        const inEnglish = await textsOf(window, 'en', open);
        expect(japaneseAmong(inEnglish, OWN_NAMES), `${view} in English`).toEqual([]);
        expect(inEnglish.length).toBeGreaterThan(5);
      }
    });
  });
});

async function textsOf(
  window: WindowPage,
  language: 'ja' | 'en',
  open: () => Promise<() => Promise<void>>,
): Promise<readonly string[]> {
  await window.speak(language);
  const close = await open();
  await window.settled();
  const texts = await visibleTexts(window.page);
  await close();
  return texts;
}
