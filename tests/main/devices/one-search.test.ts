import { expect, test } from 'vitest';
import type { CauseFinding } from '../../../domain/not-detected.ts';
import type { CausesHere } from '../../../main/devices/causes-here.ts';
import { OneSearch } from '../../../main/devices/one-search.ts';

const HERE: CausesHere = { board: null, adbServer: null, dataFolder: '/data', practice: false };

/** A search whose ends are in the test's hands. */
function searching(): { search: OneSearch; ends: ((found: readonly CauseFinding[] | Error) => void)[] } {
  const ends: ((found: readonly CauseFinding[] | Error) => void)[] = [];
  const search = new OneSearch(
    () =>
      new Promise((resolve, reject) => {
        ends.push((found) => (found instanceof Error ? reject(found) : resolve(found)));
      }),
  );
  return { search, ends };
}

test('a thousand who ask at once start one search and hear what it finds', async () => {
  const { search, ends } = searching();
  const asked = Array.from({ length: 1000 }, () => search.find(HERE));
  expect(ends).toHaveLength(1);
  const found: readonly CauseFinding[] = [];
  ends[0]?.(found);
  for (const answer of await Promise.all(asked)) expect(answer).toBe(found);
});

test('who asks afterwards has a search of their own, also after one that failed', async () => {
  const { search, ends } = searching();
  const first = search.find(HERE);
  ends[0]?.(new Error('no'));
  await expect(first).rejects.toThrow('no');
  const second = search.find(HERE);
  ends[1]?.([]);
  expect(await second).toEqual([]);
});

test('another place is searched by itself', () => {
  const { search, ends } = searching();
  void search.find(HERE);
  void search.find({ ...HERE, practice: true });
  void search.find({ ...HERE, dataFolder: '/other' });
  expect(ends).toHaveLength(3);
});
