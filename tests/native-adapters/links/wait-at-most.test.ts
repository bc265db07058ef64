import { expect, test } from 'vitest';
import { waitAtMost } from '../../../native-adapters/links/wait-at-most.ts';

const never = new Promise<void>(() => undefined);

async function tookMs(waiting: Promise<void>): Promise<number> {
  const from = performance.now();
  await waiting;
  return performance.now() - from;
}

test('ends with the work, however that ends', async () => {
  expect(await tookMs(waitAtMost(Promise.resolve(), 10_000))).toBeLessThan(1000);
  expect(await tookMs(waitAtMost(Promise.reject(new Error('no')), 10_000))).toBeLessThan(1000);
});

test('ends when the time is over', async () => {
  expect(await tookMs(waitAtMost(never, 30))).toBeGreaterThanOrEqual(29);
});

test('ends with the signal, also one that was given before', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 10);
  expect(await tookMs(waitAtMost(never, 10_000, stop.signal))).toBeLessThan(1000);
  expect(await tookMs(waitAtMost(never, 10_000, stop.signal))).toBeLessThan(1000);
});
