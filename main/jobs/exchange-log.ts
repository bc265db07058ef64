import type { JobId } from '../../domain/ids.ts';
import type { ExchangeLine } from '../../domain/record-view.ts';

const MOST_LINES = 400;
const MOST_JOBS = 128;

/** What passed between this computer and the phones of the newest jobs, in memory only: the last lines of each. */
export class ExchangeLog {
  readonly #lines = new Map<JobId, ExchangeLine[]>();

  /** Keeps a line of a job; the oldest lines, and the oldest jobs, go. */
  add(job: JobId, line: ExchangeLine): void {
    const lines = this.#lines.get(job) ?? [];
    if (lines.length === 0) this.#begin(job, lines);
    lines.push(line);
    if (lines.length > MOST_LINES) lines.shift();
  }

  /** The lines of a job, oldest first; none for a job that this program has not seen. */
  of(job: JobId): readonly ExchangeLine[] {
    return this.#lines.get(job) ?? [];
  }

  #begin(job: JobId, lines: ExchangeLine[]): void {
    this.#lines.set(job, lines);
    const [oldest] = this.#lines.keys();
    if (this.#lines.size > MOST_JOBS && oldest !== undefined) this.#lines.delete(oldest);
  }
}
