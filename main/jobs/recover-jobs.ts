import { WorkstationError } from '../../domain/errors.ts';
import { isInterruptible, type JobEvent, type JobState } from '../../domain/job.ts';
import { Verdict } from '../../domain/verdict.ts';
import type { Job } from './job.ts';
import { type JobBook, recorded } from './job-book.ts';
import { verdictBody } from './verdict-body.ts';

/**
 * Ends every job that a crash left without an end, its begun steps unknown, its verdict inconclusive: interrupted in the
 * middle of the work, cancelled before it. One that waits for its review goes on waiting. Runs before any watcher; a
 * phone is never assumed to be erased. Returns the jobs that were ended.
 */
export function recoverJobs(book: JobBook): readonly Job[] {
  return book.unfinished().map((job) => {
    const why = recorded(new WorkstationError('job.interrupted'));
    const steps = book.openSteps(job.id).map((step) => ({
      kind: 'step-ended' as const,
      actor: 'workstation',
      body: { step, outcome: 'unknown' as const, error: why },
    }));
    const verdict = verdictBody(job, Verdict.ofEnded('inconclusive', 'job.interrupted'), { is: 'not-made' }, []);
    const judged = { kind: 'verdict-reached' as const, actor: 'workstation', body: verdict };
    return book.move(job, endOf(job.state), why, ...steps, judged);
  });
}

function endOf(state: JobState): JobEvent {
  return isInterruptible(state) ? 'connection-lost' : 'cancel';
}
