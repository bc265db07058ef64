import { once } from 'node:events';
import { expect, it } from 'vitest';
import { JobBook } from '../../../main/jobs/job-book.ts';
import type { Ledger } from '../../../main/ledger/ledger.ts';
import type { JobsTable } from '../../../main/store/tables/jobs.ts';

const noJobs = {} as JobsTable;

it('lets one job after the other to the ledger, with a turn of the event loop between them', async () => {
  const book = new JobBook({} as Ledger, noJobs);
  let loops = 0;
  let counting = true;
  const count = (): void => {
    loops += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const at = await Promise.all(Array.from({ length: 5 }, () => book.turn().then(() => loops)));
  counting = false;
  expect(new Set(at).size).toBe(5);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
});

it('tells of a seal that fails and does not take back what was judged', async () => {
  const refusing = {
    sealNow: () => {
      throw new Error('disk full');
    },
  } as unknown as Ledger;
  const warned = once(process, 'warning');
  expect(() => new JobBook(refusing, noJobs).seal()).not.toThrow();
  expect(String((await warned)[0])).toContain('disk full');
});
