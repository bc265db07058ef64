import type { RecordedError } from '../../domain/entry-kinds.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import { isClosedByMachine } from '../../domain/verdict.ts';
import type { Job } from '../jobs/job.ts';
import type { JobDesk } from '../jobs/job-desk.ts';

/** What runs are made with. */
export interface JobRunsParts {
  /** Whether the shop wants a second person now. */
  readonly secondPerson: () => 'required' | 'switched-off';
  /** Called after every end. */
  readonly onEnd: () => void;
}

/** The jobs that run at a workplace, each by itself, and whether an outcome could not be recorded. */
export class JobRuns {
  readonly #parts: JobRunsParts;
  readonly #runs = new Set<Promise<unknown>>();
  #fault: RecordedError | null = null;

  constructor(parts: JobRunsParts) {
    this.#parts = parts;
  }

  /** Why nothing can be recorded any more; null while everything can. */
  get fault(): RecordedError | null {
    return this.#fault;
  }

  /** Tells whether any job runs. */
  get isAny(): boolean {
    return this.#runs.size > 0;
  }

  /** Runs a ready job to its review or end while everything else goes on; where no second person is wanted and a machine has proven the end, the review is none. */
  run(desk: JobDesk, job: Job): void {
    const running = desk
      .run(job)
      .then(({ job: ended, findings }) => {
        const isByMachine = ended.plan !== null && isClosedByMachine(ended.plan.closing, findings);
        const isProven = ended.state === 'awaiting-review' && isByMachine;
        if (isProven && this.#parts.secondPerson() === 'switched-off') desk.review(ended, null);
      })
      .catch((thrown: unknown) => this.#fail(thrown))
      .finally(() => {
        this.#runs.delete(running);
        this.#parts.onEnd();
      });
    this.#runs.add(running);
  }

  /** Throws why no job may begin any more: an outcome could not be recorded, so nothing that follows could be either. */
  refuseFault(): void {
    if (this.#fault) throw new WorkstationError(this.#fault.code, this.#fault.facts);
  }

  /** Waits until every run has ended, or that many milliseconds. */
  async ended(withinMs: number): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, withinMs).unref());
    await Promise.race([Promise.allSettled([...this.#runs]), late]);
  }

  /** A run throws only when nothing can be recorded any more. */
  #fail(thrown: unknown): void {
    const { code, facts } = asWorkstationError(thrown);
    this.#fault = { code, facts };
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
  }
}
