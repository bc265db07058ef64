import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, cutTo, padTo } from '../../../main/cli/columns.ts';

describe('columns of a terminal', () => {
  it.each([
    ['abc', 3],
    ['白紙', 4],
    ['ﾊｸｼ', 3],
    ['ハクシ', 6],
    ['が', 2],
    ['か\u3099', 2],
    ['ｅ', 2],
    ['📱', 2],
    ['█░', 2],
    ['', 0],
  ])('%s takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  it('cuts between characters and says that it did', () => {
    expect(cutTo('消去中です', 10)).toBe('消去中です');
    expect(cutTo('消去中です', 9)).toBe('消去中で…');
    expect(cutTo('消去中です', 8)).toBe('消去中…');
    expect(cutTo('x', 0)).toBe('');
  });

  it('fills exactly, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 40 }), (text, columns) => {
        expect(columnsOf(padTo(text, columns))).toBe(columns);
      }),
    );
  });
});
