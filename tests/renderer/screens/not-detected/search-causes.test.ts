import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../../../domain/not-detected.ts';
import { searchCauses } from '../../../../renderer/screens/not-detected/search-causes.ts';

const ids = (typed: string, kind: Parameters<typeof searchCauses>[1] = 'all') =>
  searchCauses(typed, kind).map(({ id }) => id);

describe('the search of causes', () => {
  test('shows the whole catalogue to who types nothing, and one kind of it', () => {
    expect(ids('  ')).toHaveLength(CAUSES.length);
    expect(ids('', 'iphone').every((id) => id.startsWith('iphone.'))).toBe(true);
  });

  test('finds by Japanese and English words alike, in any width, case or kana', () => {
    for (const typed of ['充電専用 ケーブル', 'CHARGE cable', 'ｃｈａｒｇｅ', '充電 けーぶる']) {
      expect(ids(typed), typed).toContain('android.charge-only-cable');
    }
    expect(ids('udev')).toContain('computer.no-udev-rule');
  });

  test('needs every word, and finds nothing for nonsense', () => {
    expect(ids('cable xyzzy')).toEqual([]);
  });
});
