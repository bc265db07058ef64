import type { JobState } from '../../domain/job.ts';
import { isErased, isGreen, type JobView, type PortView } from '../../domain/window-state.ts';
import { lookOfJob } from '../parts/state-look.ts';

/** What a job's new state calls for: the sound of a pass, of a person who is needed, of a failure, or none. */
export type Call = 'pass' | 'person' | 'bad' | 'none';

/** One Port whose job has come into another state. */
export interface JobNews {
  readonly port: PortView;
  readonly job: JobView;
  readonly call: Call;
}

const CALLS: Partial<Readonly<Record<JobState, Call>>> = {
  'awaiting-operator': 'person',
  'awaiting-review': 'person',
  failed: 'bad',
  unerasable: 'bad',
  interrupted: 'bad',
};

function callOf(job: JobView): Call {
  if (isGreen(job)) return 'pass';
  // A pass whose chip stands in the way of a sale sounds like what has to be done about it.
  if (isErased(job)) return lookOfJob(job).tone === 'bad' ? 'bad' : 'person';
  // A `passed` without a pass on record never sounds like one.
  return job.state === 'passed' ? 'bad' : (CALLS[job.state] ?? 'none');
}

function isSameNews(was: JobView | null | undefined, job: JobView): boolean {
  if (was?.id !== job.id || was.question?.id !== job.question?.id) return false;
  return was.state === job.state && lookOfJob(was).word === lookOfJob(job).word;
}

/** The jobs whose state is another after a change than before it, whose chip is, or that ask another question; progress is no news. */
export function newsBetween(before: readonly PortView[], after: readonly PortView[]): readonly JobNews[] {
  if (before === after) return [];
  const known = new Map(before.map((port) => [port.port, port]));
  return after.flatMap((port) => {
    const { job } = port;
    const earlier = known.get(port.port);
    // Most Ports are the very same object, which is quick to tell.
    if (!job || earlier === port) return [];
    return isSameNews(earlier?.job, job) ? [] : [{ port, job, call: callOf(job) }];
  });
}

const LOUDEST: readonly Call[] = ['bad', 'person', 'pass'];

/** The one sound for several pieces of news at once: what went wrong before what waits before what passed. */
export function loudest(news: readonly JobNews[]): Call {
  return LOUDEST.find((call) => news.some((one) => one.call === call)) ?? 'none';
}
