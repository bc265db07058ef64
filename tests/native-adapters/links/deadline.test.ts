import { expect, test } from 'vitest';
import { startDeadline, unlessAborted } from '../../../native-adapters/links/deadline.ts';

const late = (limitMs: number): Error => new Error(`late ${limitMs}`);
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('the whole limit fires although there is progress', async () => {
  const deadline = startDeadline({ withinMs: 100, idleWithinMs: 60 }, late);
  for (let turn = 0; turn < 6; turn += 1) {
    await wait(30);
    deadline.touch();
  }
  expect(deadline.signal.reason).toEqual(new Error('late 100'));
  deadline.release();
});

test('the silence limit fires only in silence', async () => {
  const deadline = startDeadline({ withinMs: 5_000, idleWithinMs: 120 }, late);
  for (let turn = 0; turn < 6; turn += 1) {
    await wait(30);
    deadline.touch();
  }
  expect(deadline.signal.aborted).toBe(false);
  await wait(200);
  expect(deadline.signal.reason).toEqual(new Error('late 120'));
  deadline.release();
});

test('nothing fires after release, touched or not', async () => {
  const outer = new AbortController();
  const deadline = startDeadline({ withinMs: 30, idleWithinMs: 20, signal: outer.signal }, late);
  deadline.release();
  deadline.touch();
  outer.abort();
  await wait(80);
  expect(deadline.signal.aborted).toBe(false);
});

test("the caller's reason comes through, before and after the start", () => {
  const reason = new Error('stop');
  expect(startDeadline({ withinMs: 1, signal: AbortSignal.abort(reason) }, late).signal.reason).toBe(reason);
  const outer = new AbortController();
  const deadline = startDeadline({ withinMs: 1_000, signal: outer.signal }, late);
  outer.abort(reason);
  expect(deadline.signal.reason).toBe(reason);
  deadline.release();
});

test('a limit of months does not fire at once', async () => {
  const deadline = startDeadline({ withinMs: 2 ** 40 }, late);
  await wait(20);
  expect(deadline.signal.aborted).toBe(false);
  deadline.release();
});

test('unlessAborted gives whichever comes first', async () => {
  const reason = new Error('stop');
  const never = new Promise<never>(() => undefined);
  await expect(unlessAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason);
  await expect(unlessAborted(Promise.resolve(5), new AbortController().signal)).resolves.toBe(5);
});
