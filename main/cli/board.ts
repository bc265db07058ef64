import type { Progress } from '../../domain/adapter.ts';
import type { Job } from '../jobs/job.ts';
import type { RowEnd } from './job-row.ts';

/** What shows the work of all ports while it goes on. */
export interface Board {
  /** Shows a job's new state. */
  state(job: Job): void;
  /** Shows progress; may be dropped. */
  progress(job: Job, progress: Progress): void;
  /** Shows how a phone ended. */
  ended(end: RowEnd): void;
  /** Says a sentence that a person must not miss. */
  say(text: string): void;
  /** Leaves the terminal to a question. */
  pause(): void;
  /** Goes on after a question. */
  resume(): void;
  /** Leaves the last picture standing. */
  close(): void;
}
