import type { Page } from 'playwright-core';
import { en } from '../../../domain/text/en.ts';
import { ja } from '../../../domain/text/ja.ts';

/** Everything on a page that a person reads or hears: visible texts, and the names and hints of what can be pressed. */
export function visibleTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isSeen = (element: Element | null): boolean =>
      element?.checkVisibility({ visibilityProperty: true }) === true;
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (isSeen(node.parentElement)) texts.push(node.nodeValue ?? '');
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      if (!isSeen(element)) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(element.getAttribute(name) ?? '');
    }
    return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  });
}

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The texts of an English page that have Japanese letters in them, but for what is Japanese by itself. */
export function japaneseAmong(texts: readonly string[], names: readonly string[]): readonly string[] {
  return texts.filter((text) => JAPANESE.test(names.reduce((rest, name) => rest.replaceAll(name, ''), text)));
}

const LEAST_LETTERS = 6;

/** The texts of a Japanese page that are English ones of the catalogue. */
export function englishAmong(texts: readonly string[]): readonly string[] {
  const own = new Set<string>(Object.values(ja));
  const english = Object.values(en).filter(
    (text) => !own.has(text) && text.replaceAll(/\{\w+\}/g, '').trim().length >= LEAST_LETTERS,
  );
  const patterns = english.map(
    (text) =>
      new RegExp(
        `^${text
          .split(/\{\w+\}/)
          .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('.+')}$`,
        'u',
      ),
  );
  return texts.filter((text) => patterns.some((pattern) => pattern.test(text)));
}
