import { modelNamesOf } from '../../domain/chip-binding.ts';
import type { ChipWaiting } from '../../domain/chip-view.ts';
import type { RecordId } from '../../domain/ids.ts';
import type { JobBook } from '../jobs/job-book.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ChipBook } from './chip-book.ts';
import type { ChipViews } from './chip-views.ts';

const MOST_WAITING = 200;

/** Phones whose storage passed and whose chip keeps them from being sold, newest first; what has not changed is the same object as before. */
export class ChipsWaiting {
  readonly #ledger: Ledger;
  readonly #jobs: Pick<JobBook, 'ofRecord'>;
  readonly #book: Pick<ChipBook, 'waiting'>;
  readonly #views: ChipViews;
  #told = new Map<RecordId, ChipWaiting>();

  constructor(ledger: Ledger, jobs: Pick<JobBook, 'ofRecord'>, book: Pick<ChipBook, 'waiting'>, views: ChipViews) {
    this.#ledger = ledger;
    this.#jobs = jobs;
    this.#book = book;
    this.#views = views;
  }

  /** The list as it is now, at most 200. */
  all(): readonly ChipWaiting[] {
    const all = this.#book.waiting(MOST_WAITING).map((row): ChipWaiting => {
      const chip = this.#views.of(row.record);
      const before = this.#told.get(row.record);
      if (before?.chip === chip) return before;
      const { record, job, maker, model, imei, serial } = row;
      const device = this.#jobs.ofRecord(record)?.device;
      const modelNames = device ? modelNamesOf(device) : [];
      return { record, job, maker, model, modelNames, imei, serial, chip, endedAtMs: this.#endOf(record) };
    });
    this.#told = new Map(all.map((one) => [one.record, one]));
    return all;
  }

  #endOf(record: RecordId): number | null {
    const job = this.#jobs.ofRecord(record);
    const ended = job && this.#ledger.at(job.updatedSeq);
    return ended ? Date.parse(ended.entry.at) : null;
  }
}
