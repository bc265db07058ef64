import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { OneByOne } from '../../../main/reports/one-by-one.ts';

test('works run in order, one at a time, with a turn for others between them', async () => {
  const queue = new OneByOne();
  const log: string[] = [];
  const ticking = setInterval(() => log.push('tick'), 1);
  const work = (name: string) => async () => {
    const until = performance.now() + 5;
    log.push(`${name} begins`);
    await Promise.resolve();
    while (performance.now() < until);
    log.push(`${name} ends`);
    return name;
  };
  const names = ['a', 'b', 'c'];
  expect(await Promise.all(names.map((name) => queue.run(work(name))))).toEqual(names);
  clearInterval(ticking);
  expect(log.filter((line) => line !== 'tick')).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(log.slice(log.indexOf('a ends'), log.indexOf('c begins'))).toContain('tick');
});

test('one that fails holds nobody up', async () => {
  const queue = new OneByOne();
  const bad = queue.run(async () => {
    await pause(1);
    throw new Error('paper jam');
  });
  const good = queue.run(async () => 'printed');
  await expect(bad).rejects.toThrow('paper jam');
  await expect(good).resolves.toBe('printed');
});
