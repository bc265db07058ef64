import { expect, test } from 'vitest';
import { findIdentity } from '../../../../native-adapters/android/steps/verify-identity.ts';
import { contextWith } from '../fake-context.ts';

const judge = (...results: unknown[]) =>
  findIdentity(
    contextWith({
      evidence: results.map((result) => ({ kind: 'identity', source: 'x', data: { result: result as string } })),
    }),
  ).outcome;

test('only the last comparison counts, and only a clear one passes', () => {
  expect([judge(), judge('same'), judge('different'), judge('cannot-tell'), judge(null), judge(true)]).toEqual([
    'inconclusive',
    'pass',
    'fail',
    'inconclusive',
    'inconclusive',
    'inconclusive',
  ]);
  expect([judge('same', 'different'), judge('same', 'cannot-tell')]).toEqual(['fail', 'inconclusive']);
});
