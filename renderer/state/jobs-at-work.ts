import type { JobState } from '../../domain/job.ts';
import type { JobView, WindowState } from '../../domain/window-state.ts';

/** How many jobs go on by themselves, wait for somebody at the phone, and wait for a second person. */
export interface JobsAtWork {
  readonly running: number;
  readonly waiting: number;
  readonly review: number;
}

const WHERE: Readonly<Record<JobState, keyof JobsAtWork | null>> = {
  drafted: 'running',
  ready: 'running',
  performing: 'running',
  verifying: 'running',
  'awaiting-operator': 'waiting',
  'awaiting-review': 'review',
  passed: null,
  failed: null,
  unerasable: null,
  cancelled: null,
  interrupted: null,
};

/** Counts the jobs that have no end yet, each once. */
export function jobsAtWork({ ports, waiting }: Pick<WindowState, 'ports' | 'waiting'>): JobsAtWork {
  const jobs = new Map<string, JobView>();
  for (const { job } of ports) if (job) jobs.set(job.id, job);
  for (const job of waiting) jobs.set(job.id, job);
  const counts = { running: 0, waiting: 0, review: 0 };
  for (const { state } of jobs.values()) {
    const where = WHERE[state];
    if (where) counts[where] += 1;
  }
  return counts;
}
