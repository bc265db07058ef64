import { expect, test } from 'vitest';
import { isEnded, isInterruptible, JOB_EVENTS, JOB_STATES, nextJobState } from '../../domain/job.ts';

test('the whole table of moves is exactly this; every other move is forbidden', () => {
  const moves = JOB_STATES.flatMap((state) =>
    JOB_EVENTS.flatMap((event) => {
      const next = nextJobState(state, event);
      return next ? [`${state} ${event} ${next}`] : [];
    }),
  );
  expect(moves.toSorted()).toEqual(
    [
      'drafted consent-recorded ready',
      'drafted method-exhausted unerasable',
      'drafted cancel cancelled',
      'ready start performing',
      'ready cancel cancelled',
      'performing operator-needed awaiting-operator',
      'performing steps-finished verifying',
      'performing step-failed failed',
      'performing method-exhausted unerasable',
      'performing cancel cancelled',
      'performing connection-lost interrupted',
      'awaiting-operator operator-done performing',
      'awaiting-operator step-failed failed',
      'awaiting-operator cancel cancelled',
      'awaiting-operator connection-lost interrupted',
      'verifying verified awaiting-review',
      'verifying verification-failed failed',
      'verifying cancel cancelled',
      'verifying connection-lost interrupted',
      'awaiting-review review-accepted passed',
      'awaiting-review review-switched-off passed',
      'awaiting-review verification-failed failed',
    ].toSorted(),
  );
});

test('passed is entered from a review only, and ended jobs never change', () => {
  const intoPassed = JOB_STATES.filter((state) => JOB_EVENTS.some((event) => nextJobState(state, event) === 'passed'));
  expect(intoPassed).toEqual(['awaiting-review']);
  expect(JOB_STATES.filter(isEnded)).toEqual(['passed', 'failed', 'unerasable', 'cancelled', 'interrupted']);
});

test('a crash interrupts a job that was working, and no other', () => {
  expect(JOB_STATES.filter(isInterruptible)).toEqual(['performing', 'awaiting-operator', 'verifying']);
});
