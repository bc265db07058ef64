import { expect, test } from 'vitest';
import { runQuietly } from '../../../native-adapters/surroundings/run-quietly.ts';

const patient = { signal: new AbortController().signal, withinMs: 20_000 };

test('what a command says, and how it ends', async () => {
  const complete = { text: 'a b\n', isComplete: true, isGivenUp: false };
  expect(await runQuietly(['echo', 'a b'], patient)).toEqual(complete);
  expect(await runQuietly(['sh', '-c', 'echo a b; exit 2'], patient)).toEqual({ ...complete, isComplete: false });
});

test('words are no shell', async () => {
  expect((await runQuietly(['echo', '$(id); rm'], patient)).text).toBe('$(id); rm\n');
});

test('a command that is not there never ran', async () => {
  expect(await runQuietly(['/no/such/program'], patient)).toEqual({ text: '', isComplete: false, isGivenUp: true });
});

test('a command that takes too long is given up, and what it said before is kept', async () => {
  const slow = ['sh', '-c', 'echo early; exec sleep 600'] as const;
  const { text, ...rest } = await runQuietly(slow, { ...patient, withinMs: 500 });
  expect({ text, ...rest }).toEqual({ text: 'early\n', isComplete: false, isGivenUp: true });
});

test('the end of a command is not waited for, only its time: a child that lives on holds nobody', async () => {
  // The grandchild keeps the pipe open after the command itself was killed.
  const command = ['sh', '-c', 'sleep 5 & echo x; exec sleep 600'] as const;
  expect(await runQuietly(command, { ...patient, withinMs: 300 })).toMatchObject({ isGivenUp: true });
});

test('a signal ends it, before and while it runs', async () => {
  const stop = new AbortController();
  const running = runQuietly(['sleep', '600'], { ...patient, signal: stop.signal });
  stop.abort();
  expect(await running).toMatchObject({ isGivenUp: true });
  expect(await runQuietly(['echo', 'late'], { ...patient, signal: stop.signal })).toMatchObject({ isGivenUp: true });
});

test('a command that never stops talking is given up', async () => {
  expect(await runQuietly(['yes'], patient)).toMatchObject({ isComplete: false, isGivenUp: true });
});
