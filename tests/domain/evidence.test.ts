import { expect, test } from 'vitest';
import { coverageOf, type OverwriteFigures } from '../../domain/evidence.ts';

const figures: OverwriteFigures = {
  generator: 'keyed-on-phone',
  freeBefore: 1000,
  written: 2000,
  verified: 2000,
  mismatched: 0,
  unreached: 0,
  passes: 2,
  bypass: 'direct',
  missProbability: 0,
  removed: true,
  fileSystem: 'ext4',
};

test('coverage is the reached share of what was free, never below none or above all', () => {
  const of = (freeBefore: number, unreached: number) => coverageOf({ ...figures, freeBefore, unreached });
  expect([of(1000, 0), of(1000, 50), of(1000, 1000)]).toEqual([1, 0.95, 0]);
  expect([of(1000, 2000), of(1000, -5), of(0, 0), of(-1, 0)]).toEqual([0, 1, 0, 0]);
});
