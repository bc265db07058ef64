// The process in which papers are made and ledgers are read through; press.ts is the only one to start it.
import { constants, setPriority } from 'node:os';
import { asWorkstationError } from '../../domain/errors.ts';
import { openParentLine } from '../../domain/parent-line.ts';
import { OneByOne } from './one-by-one.ts';
import { PressBench } from './press-bench.ts';
import type { FromPress, ToPress } from './press-work.ts';

function serveWorkstation(): void {
  // A paper may wait a moment longer; the phones at work may not.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const parent = openParentLine<FromPress>(process);
  const bench = new PressBench();
  const turns = new OneByOne();
  const answer = async ({ id, task, order }: ToPress): Promise<FromPress> => {
    try {
      const work = bench[task] as (order: unknown) => Promise<unknown>;
      return { id, ok: true, value: await work.call(bench, order) };
    } catch (thrown) {
      const { code, facts } = asWorkstationError(thrown);
      return { id, ok: false, error: { code, facts } };
    }
  };
  // Our own module of the same version asks, so what it says is not checked again.
  parent.onMessage((asked) => void turns.run(async () => parent.tell(await answer(asked as ToPress))));
  parent.onGone(() => process.exit(0));
}

serveWorkstation();
