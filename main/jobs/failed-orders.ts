import { known } from '../../domain/device.ts';
import { failedOrderIn, type OrderFailure } from '../../domain/failed-order.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { JobBook } from './job-book.ts';

/** Where earlier jobs stand. */
export interface JobsOnRecord {
  readonly book: Pick<JobBook, 'find'>;
  readonly ledger: Pick<Ledger, 'ofJob'>;
}

const RECENT_MS = 24 * 3_600_000;
const MOST_JOBS = 500;

/**
 * How orders to erase came to nothing on iPhones in the last day, by UDID, so that a program that starts anew does not give them in
 * vain again. A pass settles what was before it; a plain refusal weighs more than a doubt, whichever came later.
 */
export function failedOrdersOnRecord({ book, ledger }: JobsOnRecord, now: Date): ReadonlyMap<string, OrderFailure> {
  const failed = new Map<string, OrderFailure>();
  const settled = new Set<string>();
  for (const { id, state, device } of book.find('', MOST_JOBS)) {
    const entries = ledger.ofJob(id).map(({ entry }) => entry);
    const endedAt = Date.parse(entries.at(-1)?.at ?? '');
    if (now.getTime() - endedAt > RECENT_MS) break;
    const udid = device.apple ? known(device.apple.udid) : null;
    if (udid === null || settled.has(udid)) continue;
    const failure = failedOrderIn(entries);
    if (failure !== null) failed.set(udid, failure);
    if (failure === 'refused' || state === 'passed') settled.add(udid);
  }
  return failed;
}
