/** How long one call may take and who may stop it. */
export interface CallLimits {
  /** Stops the call at once; the call rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** The whole call, in milliseconds. */
  readonly withinMs: number;
  /** The longest silence inside the call, in milliseconds; absent = only the whole call is limited. */
  readonly idleWithinMs?: number | undefined;
}

/** A running time limit: `signal` fires with the limit's error or the caller's reason; `touch` restarts the silence clock; `release` stops all clocks. */
export interface Deadline {
  readonly signal: AbortSignal;
  touch(): void;
  release(): void;
}

// setTimeout fires at once above this (Node.js timers documentation: 2^31-1 ms).
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Starts the clocks of one call; `late(ms)` makes the error with which the signal fires. */
export function startDeadline(limits: CallLimits, late: (limitMs: number) => Error): Deadline {
  const controller = new AbortController();
  const fire = (limitMs: number) => (): void => controller.abort(late(limitMs));
  const clamp = (ms: number): number => Math.max(0, Math.min(ms, LONGEST_TIMER_MS));
  const whole = setTimeout(fire(limits.withinMs), clamp(limits.withinMs));
  const idleMs = limits.idleWithinMs;
  const idle = idleMs === undefined ? undefined : setTimeout(fire(idleMs), clamp(idleMs));
  const outer = limits.signal;
  const stop = (): void => controller.abort(outer?.reason);
  outer?.addEventListener('abort', stop, { once: true });
  if (outer?.aborted) stop();
  let released = false;
  return {
    signal: controller.signal,
    touch: () => {
      // A cleared timer would start again when refreshed.
      if (!released && !controller.signal.aborted) idle?.refresh();
    },
    release: () => {
      released = true;
      clearTimeout(whole);
      clearTimeout(idle);
      outer?.removeEventListener('abort', stop);
    },
  };
}

/** Promises the work's result, or rejects with the signal's reason as soon as it fires, whichever is first. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
