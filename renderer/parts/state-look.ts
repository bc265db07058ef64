import type { ChipFile, SaleBlock } from '../../domain/chip-file.ts';
import type { Blocker, BlockerId } from '../../domain/erasure.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { JobState } from '../../domain/job.ts';
import { causeOfMode } from '../../domain/not-detected.ts';
import type { TextKey } from '../../domain/text.ts';
import { isErased, isGreen, type JobView, type PhoneView, type PortView } from '../../domain/window-state.ts';
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

const LOOK_AT_PHONE = look('person', 'person', 'board.state.attention');
const READ_AGAIN = look('person', 'waves', 'chip.job.read-again');
const RECORD_ODD = look('bad', 'unknown', 'chip.job.record-odd');
// The weightiest first: what a chip still holds is said before that nobody has read it again.
const BLOCK_LOOKS: readonly (readonly [SaleBlock, StateLook])[] = [
  ['record-odd', RECORD_ODD],
  ['another-chip', look('bad', 'interrupted', 'chip.job.another-chip')],
  ['residual', look('bad', 'chip-residue', 'chip.job.residual')],
  ['screen-in-use', look('person', 'chip-review', 'chip.job.review')],
  ['review', look('person', 'chip-review', 'chip.job.review')],
  ['unknown', look('person', 'unknown', 'chip.job.unknown')],
  ['not-read', look('person', 'chip-unread', 'chip.job.not-read')],
  ['read-before-reset', READ_AGAIN],
  ['read-again', READ_AGAIN],
  ['recheck-same-person', READ_AGAIN],
  ['recheck-missing', READ_AGAIN],
];
const OVERRIDDEN = look('person', 'overridden', 'chip.job.overridden');
const MAY_BE_SOLD = look('work', 'chip-empty', 'chip.job.allowed');

/** What of a chip decides how it looks. */
export type SaleOfChip = Pick<ChipFile, 'sale' | 'blocks'>;

/** What of a chip stands in the way of a sale the most, or null when nothing does; an override is none of the blocks. */
export function worstBlock({ blocks }: Pick<ChipFile, 'blocks'>): SaleBlock | null {
  return BLOCK_LOOKS.find(([block]) => blocks.includes(block))?.[0] ?? null;
}

/** How the sale gate of a chip looks. It is never green by itself: green is a job's, whose storage passed as well. */
export function lookOfSale(chip: SaleOfChip): StateLook {
  if (chip.sale === 'overridden') return OVERRIDDEN;
  if (chip.sale === 'allowed') return chip.blocks.length === 0 ? MAY_BE_SOLD : RECORD_ODD;
  // A gate that is closed for no reason is a record that does not agree with itself.
  return BLOCK_LOOKS.find(([block]) => chip.blocks.includes(block))?.[1] ?? RECORD_ODD;
}

/** How a job looks: green only for a pass that is on record and a chip that lets the phone be sold; a `passed` without a pass is shown as unclear. */
export function lookOfJob(
  job: Pick<JobView, 'state' | 'verdict'> & Partial<Pick<JobView, 'progress'>> & { readonly chip: SaleOfChip },
): StateLook {
  if (isGreen(job)) return PASSED;
  if (isErased(job)) return lookOfSale(job.chip);
  if (job.state === 'performing' && job.progress?.stage === 'waiting-attention') return LOOK_AT_PHONE;
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

// In the order in which a person gets past them; until then nothing else about the phone is certain.
const ACCESS: readonly BlockerId[] = ['left-alone', 'phone-locked', 'not-trusted', 'trust-denied'];

/** Errors of a reading that only wait for somebody to answer on the phone. */
export const TRUST_ERRORS: ReadonlySet<ErrorCode> = new Set(['device.untrusted', 'device.trust-denied']);

/** What keeps a phone from being read at all and is undone on its screen or at its plug, or null. */
export function accessBlocker(plans: PhoneView['plans']): Blocker | null {
  const stops = plans.flatMap(({ blockers }) => blockers).filter(({ severity }) => severity === 'stop');
  return ACCESS.map((id) => stops.find((one) => one.id === id)).find((found) => found !== undefined) ?? null;
}

function lookOfPhone({ plans }: PhoneView): StateLook {
  if (accessBlocker(plans)) return BLOCKED;
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
  if (unreadable) return TRUST_ERRORS.has(unreadable.code) ? ATTENTION : UNREADABLE;
  if (mode === 'connecting' || mode === 'waiting-for-adb') return CONNECTING;
  return causeOfMode(mode) ? ATTENTION : READING;
}
