/** The states of a job; the last five are ends and never change. */
export const JOB_STATES = [
  'drafted',
  'ready',
  'performing',
  'awaiting-operator',
  'verifying',
  'awaiting-review',
  'passed',
  'failed',
  'unerasable',
  'cancelled',
  'interrupted',
] as const;
/** One state of a job. */
export type JobState = (typeof JOB_STATES)[number];

/** What can happen to a job. */
export const JOB_EVENTS = [
  'consent-recorded',
  'start',
  'operator-needed',
  'operator-done',
  'steps-finished',
  'step-failed',
  'method-exhausted',
  'verified',
  'verification-failed',
  'review-accepted',
  'review-switched-off',
  'cancel',
  'connection-lost',
] as const;
/** One thing that can happen to a job. */
export type JobEvent = (typeof JOB_EVENTS)[number];

const MOVES: Readonly<Record<JobState, Partial<Readonly<Record<JobEvent, JobState>>>>> = {
  drafted: { 'consent-recorded': 'ready', 'method-exhausted': 'unerasable', cancel: 'cancelled' },
  ready: { start: 'performing', cancel: 'cancelled' },
  performing: {
    'operator-needed': 'awaiting-operator',
    'steps-finished': 'verifying',
    'step-failed': 'failed',
    'method-exhausted': 'unerasable',
    cancel: 'cancelled',
    'connection-lost': 'interrupted',
  },
  'awaiting-operator': {
    'operator-done': 'performing',
    'step-failed': 'failed',
    cancel: 'cancelled',
    'connection-lost': 'interrupted',
  },
  verifying: {
    verified: 'awaiting-review',
    'verification-failed': 'failed',
    cancel: 'cancelled',
    'connection-lost': 'interrupted',
  },
  'awaiting-review': {
    'review-accepted': 'passed',
    'review-switched-off': 'passed',
    'verification-failed': 'failed',
  },
  passed: {},
  failed: {},
  unerasable: {},
  cancelled: {},
  interrupted: {},
};

/** Returns the state that an event leads to, or null when that move is forbidden. */
export function nextJobState(state: JobState, event: JobEvent): JobState | null {
  return MOVES[state][event] ?? null;
}

/** Tells whether a job in this state has ended. */
export function isEnded(state: JobState): boolean {
  return Object.keys(MOVES[state]).length === 0;
}

/** The states in which a crash leaves a job unfinished: at the next start it becomes interrupted. */
export function isInterruptible(state: JobState): boolean {
  return MOVES[state]['connection-lost'] !== undefined;
}
