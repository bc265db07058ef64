import type { JobState } from '../../domain/job.ts';
import { isGreen, type JobView, type PortView } from '../../domain/window-state.ts';

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
  // A `passed` without a pass on record never sounds like one.
  return job.state === 'passed' ? 'bad' : (CALLS[job.state] ?? 'none');
}

/** The jobs whose state is another after a change than before it, or that ask another question; progress is no news. */
export function newsBetween(before: readonly PortView[], after: readonly PortView[]): readonly JobNews[] {
  if (before === after) return [];
  const known = new Map(before.map((port) => [port.port, port]));
  return after.flatMap((port) => {
    const { job } = port;
    const earlier = known.get(port.port);
    // Most Ports are the very same object, which is quick to tell.
    if (!job || earlier === port) return [];
    const was = earlier?.job;
    const isSame = was?.id === job.id && was.state === job.state && was.question?.id === job.question?.id;
    return isSame ? [] : [{ port, job, call: callOf(job) }];
  });
}

const LOUDEST: readonly Call[] = ['bad', 'person', 'pass'];

/** The one sound for several pieces of news at once: what went wrong before what waits before what passed. */
export function loudest(news: readonly JobNews[]): Call {
  return LOUDEST.find((call) => news.some((one) => one.call === call)) ?? 'none';
}
