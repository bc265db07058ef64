import type { JobState } from '../../domain/job.ts';
import { causeOfMode } from '../../domain/not-detected.ts';
import type { TextKey } from '../../domain/text.ts';
import { isGreen, type JobView, type PhoneView, type PortView } from '../../domain/window-state.ts';
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

const PASSED = look('pass', 'pass', 'board.job.passed');
const UNCLEAR = look('bad', 'unknown', 'board.job.unclear');
const JOB_LOOKS: Readonly<Record<Exclude<JobState, 'passed'>, StateLook>> = {
  drafted: look('quiet', 'ready', 'board.job.drafted'),
  ready: look('work', 'ready', 'board.job.ready'),
  performing: look('work', 'work', 'board.job.performing'),
  'awaiting-operator': look('person', 'person', 'board.job.awaiting-operator'),
  verifying: look('work', 'verify', 'board.job.verifying'),
  'awaiting-review': look('person', 'review', 'board.job.awaiting-review'),
  failed: look('bad', 'fail', 'board.job.failed'),
  unerasable: look('bad', 'cannot', 'board.job.unerasable'),
  cancelled: look('quiet', 'cancelled', 'board.job.cancelled'),
  interrupted: look('bad', 'interrupted', 'board.job.interrupted'),
};

/** How a job looks; green only for a pass that is on record, and a `passed` without one is shown as unclear. */
export function lookOfJob(job: Pick<JobView, 'state' | 'verdict'>): StateLook {
  if (isGreen(job)) return PASSED;
  return job.state === 'passed' ? UNCLEAR : JOB_LOOKS[job.state];
}

const EMPTY = look('quiet', 'empty', 'board.state.empty');
const CONNECTING = look('quiet', 'reading', 'board.state.connecting');
const READING = look('quiet', 'reading', 'board.state.reading');
const ATTENTION = look('person', 'person', 'board.state.attention');
const UNREADABLE = look('bad', 'unknown', 'board.state.unreadable');
const NO_METHOD = look('bad', 'cannot', 'board.state.no-method');
const BLOCKED = look('person', 'person', 'board.state.blocked');
const READY = look('quiet', 'attached', 'board.state.ready');

function lookOfPhone({ plans }: PhoneView): StateLook {
  if (plans.every(({ rung }) => rung === null || rung === 'cannot-erase')) return NO_METHOD;
  const isBlocked = plans.every(({ blockers }) => blockers.some(({ severity }) => severity === 'stop'));
  return isBlocked ? BLOCKED : READY;
}

/** How a Port looks: its newest job, or what is attached to it. */
export function lookOfPort({ mode, phone, unreadable, job }: PortView): StateLook {
  if (job) return lookOfJob(job);
  if (mode === null) return EMPTY;
  if (phone === 'reading') return READING;
  if (phone) return lookOfPhone(phone);
  if (unreadable) return UNREADABLE;
  if (mode === 'connecting' || mode === 'waiting-for-adb') return CONNECTING;
  return causeOfMode(mode) ? ATTENTION : READING;
}
