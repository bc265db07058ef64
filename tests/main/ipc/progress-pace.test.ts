import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProgressPace } from '../../../main/ipc/progress-pace.ts';

it('says nothing before a second has passed, and then how fast and how long', () => {
  const pace = new ProgressPace();
  expect(pace.take({ stage: 'filling', done: 0, total: 1000 }, 0)).toMatchObject({
    bytesPerSecond: null,
    remainingMs: null,
  });
  expect(pace.take({ stage: 'filling', done: 100, total: 1000 }, 500)).toMatchObject({ bytesPerSecond: null });
  expect(pace.take({ stage: 'filling', done: 200, total: 1000 }, 1000)).toMatchObject({
    bytesPerSecond: 200,
    remainingMs: 4000,
  });
});

it('begins anew with each stage, and when the count goes back', () => {
  const pace = new ProgressPace();
  pace.take({ stage: 'filling', done: 0, total: null }, 0);
  expect(pace.take({ stage: 'filling', done: 500, total: null }, 1000)).toMatchObject({
    bytesPerSecond: 500,
    remainingMs: null,
  });
  expect(pace.take({ stage: 'reading-back', done: 500, total: 1000 }, 2000)).toMatchObject({ bytesPerSecond: null });
  expect(pace.take({ stage: 'reading-back', done: 100, total: 1000 }, 4000)).toMatchObject({ bytesPerSecond: null });
});

it('is never negative and never endless', () => {
  const moves = fc.array(
    fc.record({
      stage: fc.constantFrom('filling' as const, 'waiting' as const),
      done: fc.nat(),
      total: fc.option(fc.nat()),
      later: fc.nat(5000),
    }),
  );
  fc.assert(
    fc.property(moves, (list) => {
      const pace = new ProgressPace();
      let now = 0;
      for (const { later, ...progress } of list) {
        now += later;
        const { bytesPerSecond, remainingMs } = pace.take(progress, now);
        for (const one of [bytesPerSecond, remainingMs])
          expect(one === null || (one >= 0 && Number.isFinite(one))).toBe(true);
      }
    }),
  );
});
