import { expect, it } from 'vitest';
import { type RateSample, rateSummary, withRate } from '../../../../renderer/screens/phone/rate-history.ts';

const grown = (count: number): readonly RateSample[] =>
  Array.from({ length: count }, (_, at) => at).reduce<readonly RateSample[]>(
    (history, at) => withRate(history, { bytesPerSecond: 100 + at }, at * 250),
    [],
  );

it('takes speeds in the order in which they were seen, and nothing where there is none', () => {
  const history = grown(3);
  expect(history.map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([100, 101, 102]);
  expect(withRate(history, null, 9999)).toBe(history);
  expect(withRate(history, { bytesPerSecond: null }, 9999)).toBe(history);
  expect(withRate(history, { bytesPerSecond: 5 }, 100)).toBe(history);
});

it('stays short however long a job takes, and keeps its first and its newest speed', () => {
  const history = grown(5000);
  expect(history.length).toBeLessThanOrEqual(600);
  expect(history[0]?.atMs).toBe(0);
  expect(history.at(-1)?.atMs).toBe(4999 * 250);
});

it('sums up what was seen', () => {
  expect(rateSummary([])).toBeNull();
  expect(rateSummary(grown(5))).toEqual({ slowest: 100, middle: 102, fastest: 104, last: 104 });
});
