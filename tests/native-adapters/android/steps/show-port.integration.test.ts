import { afterEach, expect, it } from 'vitest';
import { PhoneBench } from '../phone-bench.ts';

let bench: PhoneBench;
afterEach(() => bench.stop());

const never = new AbortController().signal;

async function examined(slot: number) {
  const here = bench.board.at(bench.port(slot));
  if (!here) throw new Error('nothing there');
  return { here, facts: await bench.adapter.identify(here, never) };
}

it('a phone shows the name of its port, whatever that name holds, and one that cannot is known before', async () => {
  bench = await PhoneBench.start({ model: 'galaxy-s23' }, { model: 'arrows-m04' }, { model: 'pixel-9' });
  const names = ['差込口 3', "'; reboot; '", '$(reboot) `id` "x" \\', '-t --help'];
  const { here, facts } = await examined(0);
  expect(bench.adapter.canShowPort(facts)).toBe(true);
  for (const name of names) {
    expect(await bench.adapter.showPort(here, name, never)).toBe(true);
    expect(bench.phone(0).state.notice).toBe(name);
  }
  const old = await examined(1);
  expect(bench.adapter.canShowPort(old.facts)).toBe(false);
  expect(await bench.adapter.showPort(old.here, '1', never)).toBe(false);
  // Nothing is asked of the foyer of Trade-In Mode, which serves no such command.
  expect(bench.adapter.canShowPort((await examined(2)).facts)).toBe(false);
});
