import { describe, expect, it } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Workbench } from '../../../main/open-workbench.ts';
import { BenchKeeper } from '../../../main/workplace/bench-keeper.ts';

function workbench(): { bench: Workbench; fail: (error: Error) => void; closed: () => number } {
  const watching = Promise.withResolvers<void>();
  let closed = 0;
  const bench = {
    board: { blind: () => [{ source: 'usb', why: 'usb.unavailable' }], ambiguous: () => [{}, {}] },
    watching: watching.promise,
    close: async () => {
      closed += 1;
      watching.resolve();
    },
  } as unknown as Workbench;
  return { bench, fail: watching.reject, closed: () => closed };
}

describe('a bench', () => {
  it('that cannot be opened is told with its reason and opened as soon as it can be', async () => {
    const { bench, closed } = workbench();
    let tries = 0;
    const told: string[] = [];
    const keeper: BenchKeeper = new BenchKeeper({
      open: async () => {
        tries += 1;
        if (tries < 4) throw new WorkstationError(tries === 3 ? 'adb.server-down' : 'adb.absent');
        return bench;
      },
      onChange: () => told.push(keeper.view().error?.code ?? keeper.view().is),
      againMs: 1,
    });
    expect(keeper.view()).toEqual({ is: 'opening', error: null, blind: [], ambiguous: 0 });
    await expect.poll(() => keeper.bench).toBe(bench);
    expect(told).toEqual(['adb.absent', 'adb.server-down', 'open']);
    const blind = [{ source: 'usb', why: { code: 'usb.unavailable', facts: {} } }];
    expect(keeper.view()).toEqual({ is: 'open', error: null, blind, ambiguous: 2 });
    await keeper.close();
    expect([closed(), tries]).toEqual([1, 4]);
  });

  it('whose watch fails is closed and opened anew', async () => {
    const first = workbench();
    const second = workbench();
    const benches = [first.bench, second.bench];
    const keeper = new BenchKeeper({
      open: async () => benches.shift() ?? Promise.reject(new Error('no more')),
      onChange: () => undefined,
      againMs: 1,
    });
    await expect.poll(() => keeper.bench).toBe(first.bench);
    first.fail(new Error('the watch broke'));
    await expect.poll(() => keeper.bench).toBe(second.bench);
    await keeper.close();
    expect(second.closed()).toBe(1);
  });

  it('that opens only after the workplace has gone is closed at once', async () => {
    const { bench, closed } = workbench();
    const opening = Promise.withResolvers<Workbench>();
    const keeper = new BenchKeeper({ open: () => opening.promise, onChange: () => undefined });
    const closing = keeper.close();
    opening.resolve(bench);
    await closing;
    expect(closed()).toBe(1);
  });
});
