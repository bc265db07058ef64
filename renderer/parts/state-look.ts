import type { JobState } from '../../domain/job.ts';
import type { TextKey } from '../../domain/text.ts';
import { isGreen, type JobView, type PortView } from '../../domain/window-state.ts';
import type { MarkName } from './mark-shapes.ts';

/** What the colour of a state means; `pass` is the only green. */
export type Tone = 'quiet' | 'work' | 'person' | 'bad' | 'pass';

/** How a state looks: a colour, a shape of its own, and a word. */
export interface StateLook {
  readonly tone: Tone;
  readonly mark: MarkName;
  readonly word: TextKey;
}

const look = (tone: Tone, mark: MarkName, word: TextKey): StateLook => ({ tone, mark, word });

const JOB_LOOKS: Readonly<Record<Exclude<JobState, 'passed'>, StateLook>> = {
  drafted: look('quiet', 'ready', 'state.drafted'),
  ready: look('work', 'ready', 'state.ready'),
  performing: look('work', 'work', 'state.performing'),
  'awaiting-operator': look('person', 'person', 'state.awaiting-operator'),
  verifying: look('work', 'verify', 'state.verifying'),
  'awaiting-review': look('person', 'review', 'state.awaiting-review'),
  failed: look('bad', 'fail', 'state.failed'),
  unerasable: look('bad', 'cannot', 'state.unerasable'),
  cancelled: look('quiet', 'cancelled', 'state.cancelled'),
  interrupted: look('bad', 'interrupted', 'state.interrupted'),
};

/** How a job looks; green only for a pass that is on record, and a `passed` without one is shown as unknown. */
export function lookOfJob(job: Pick<JobView, 'state' | 'verdict'>): StateLook {
  if (isGreen(job)) return look('pass', 'pass', 'state.passed');
  if (job.state === 'passed') return look('bad', 'unknown', 'verdict.inconclusive');
  return JOB_LOOKS[job.state];
}

const WAITS = new Set(['connecting', 'waiting-for-adb']);
const READABLE = new Set(['android', 'recovery', 'rescue']);

function lookOfPhone({ mode, phone, unreadable }: PortView): StateLook {
  if (mode === null) return look('quiet', 'empty', 'board.state.empty');
  if (WAITS.has(mode)) return look('quiet', 'reading', 'board.state.connecting');
  if (!READABLE.has(mode)) return look('person', 'person', 'board.state.attention');
  if (unreadable) return look('bad', 'unknown', 'board.state.unreadable');
  if (phone === null || phone === 'reading') return look('quiet', 'reading', 'board.state.reading');
  if (phone.plans.every(({ rung }) => rung === null)) return look('bad', 'cannot', 'board.state.no-method');
  const blocked = phone.plans.every(({ blockers }) => blockers.some(({ severity }) => severity === 'stop'));
  return blocked ? look('person', 'person', 'board.state.blocked') : look('quiet', 'attached', 'board.state.ready');
}

/** How a Port looks: its newest job, or what is attached to it. */
export function lookOfPort(port: PortView): StateLook {
  return port.job ? lookOfJob(port.job) : lookOfPhone(port);
}
