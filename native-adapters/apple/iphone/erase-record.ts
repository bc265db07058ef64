/** What the NVRAM text `obliteration` says; its forms by era are in docs/decisions/0029. */
export type EraseRecord =
  /** There is no text at all. */
  | { readonly is: 'absent' }
  /** A text without a time (iOS 12 and 13), or one in a form that is not known. */
  | { readonly is: 'without-time'; readonly text: string }
  /** Another way than Erase All Content and Settings, such as Return to Service. */
  | { readonly is: 'foreign'; readonly text: string; readonly type: string }
  /** An erasure that failed or ended with an error, by the phone's own word. */
  | { readonly is: 'failed'; readonly text: string }
  /** Erase All Content and Settings was finished at this moment of the phone's own clock, seconds since 1970 UTC. */
  | { readonly is: 'erased'; readonly text: string; readonly at: number };

const DONE = /^(\w+)\s+done\b.*?@(\d{9,11})/i;
const ANY_DONE = /^(\w+)\s+done\b/i;
const FAILED = /\bfailed\b/i;
const ERROR = /\bErr:/i;
const ERRORS = /\bErr:\s*(\S*)/gi;

/** Reads the text that a phone's last erasure left; null = the phone has none. */
export function readEraseRecord(text: string | null): EraseRecord {
  if (text === null || text.trim() === '') return { is: 'absent' };
  const plain = text.trim();
  const [, type, seconds] = DONE.exec(plain) ?? [];
  const named = type ?? ANY_DONE.exec(plain)?.[1];
  if (named !== undefined && named !== 'EACS' && named !== 'SafeOblit') {
    return { is: 'foreign', text: plain, type: named };
  }
  if (tellsFailure(plain)) return { is: 'failed', text: plain };
  // A wipe that was resumed after a restart says how it ended; where it does not, it is not known to be one.
  if (named === 'SafeOblit' && !ERROR.test(plain)) return { is: 'foreign', text: plain, type: named };
  return seconds === undefined
    ? { is: 'without-time', text: plain }
    : { is: 'erased', text: plain, at: Number(seconds) };
}

/** Whether any part of a text says that something went wrong, of whatever type the erasure is. */
function tellsFailure(text: string): boolean {
  const errors = [...text.matchAll(ERRORS)].map(([, error]) => error ?? '');
  return FAILED.test(text) || errors.some((error) => !/^0\W*$/.test(error));
}

/** What is compared: the phone's own texts before and after, and its clock at the order and now, seconds; null = not there, or not known. */
export interface EraseMoment {
  readonly before: string | null;
  /** Whether the texts before were read at all; where they were not, nobody knows that one has changed. */
  readonly beforeRead: boolean;
  readonly after: string | null;
  /** Whether the phone let its texts be read afterwards; what it withholds is neither missing nor unchanged. */
  readonly afterRead: boolean;
  /** The text in which a phone says that its erasure failed, before and after. */
  readonly failureBefore: string | null;
  readonly failure: string | null;
  readonly orderClock: number | null;
  readonly phoneClock: number | null;
  /** This computer's clock now, seconds. */
  readonly hostClock: number;
}

/** What a record proves of one order: `none` is no evidence either way, everything but `newer` and `none` speaks against it. */
export type RecordProof = 'newer' | 'none' | 'stale' | 'foreign' | 'failed';

// A phone without a network may run ahead of this computer by some minutes.
const CLOCK_SLACK_S = 300;

/**
 * Judges whether the phone's own record is that of the erasure which was ordered: of the right type, changed, not older than
 * the order by the phone's own clock, not in the future, and without a word of the phone that its erasure failed.
 */
export function judgeEraseRecord(moment: EraseMoment): RecordProof {
  if (!moment.afterRead) return 'none';
  const proof = judgeText(moment);
  switch (failureOf(moment)) {
    case 'none':
      return proof;
    case 'as-before':
      return proof === 'none' ? 'failed' : proof;
    case 'new':
      return 'failed';
  }
}

function judgeText({ before, beforeRead, after, orderClock, phoneClock, hostClock }: EraseMoment): RecordProof {
  const record = readEraseRecord(after);
  if (record.is === 'absent') return before === null ? 'none' : 'stale';
  if (record.is === 'without-time') return 'none';
  if (record.text === before?.trim()) return 'stale';
  if (record.is === 'foreign' || record.is === 'failed') return record.is;
  if (orderClock === null || !beforeRead) return 'none';
  const latest = Math.max(hostClock, phoneClock ?? 0) + CLOCK_SLACK_S;
  return record.at >= Math.floor(orderClock) && record.at <= latest ? 'newer' : 'stale';
}

/**
 * What the phone says of a failed erasure. Its text has no time: one that has appeared or changed is this erasure's, and one that
 * stands as before is an old one only where a record with a time says so.
 */
function failureOf({ beforeRead, failureBefore, failure }: EraseMoment): 'none' | 'as-before' | 'new' {
  const now = failure?.trim() ?? '';
  if (now === '') return 'none';
  return beforeRead && now === failureBefore?.trim() ? 'as-before' : 'new';
}
