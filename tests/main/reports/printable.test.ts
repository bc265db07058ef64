import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { printable } from '../../../main/reports/printable.ts';

const fonts = openPaperFonts();
const shown = (text: string, most?: number) => printable(text, fonts.canDraw, most);

describe('a text from outside on paper', () => {
  it('keeps the characters that Japanese names need', () => {
    const names = '髙﨑①㈱𠮷 葛\u{E0100}飾 ﾊｸｼ é';
    expect(shown(names).text).toBe(names);
  });

  it.each([
    ['an escape sequence', '\u001b[2J', '‹U+001B›[2J'],
    ['a change of direction', 'a\u202Eb', 'a‹U+202E›b'],
    ['an invisible space', 'a\u200Bb', 'a‹U+200B›b'],
    ['a line end', 'a\nb\u2028c', 'a‹U+000A›b‹U+2028›c'],
    ['a picture', '😀', '‹U+1F600›'],
    ['a letter that the font lacks', 'ש', '‹U+05E9›'],
    ['half a character', 'a\uD800', 'a‹U+D800›'],
    ['a selector without a character', '\uFE0F', '‹U+FE0F›'],
  ])('shows %s as its code', (_what, text, wanted) => {
    expect(shown(text).text).toBe(wanted);
  });

  it('cuts what is too long, by characters, and counts what it left out', () => {
    expect(shown('𠮷'.repeat(300), 100)).toEqual({ text: '𠮷'.repeat(100), left: 200, unbroken: false });
    expect(shown('A'.repeat(30))).toMatchObject({ unbroken: true, left: 0 });
  });

  it('shows two different texts differently', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        // A text that already holds such a code in print is the one way to look like another.
        fc.pre(one !== other && !`${one}${other}`.includes('‹'));
        expect(shown(one).text).not.toBe(shown(other).text);
      }),
    );
  });
});
