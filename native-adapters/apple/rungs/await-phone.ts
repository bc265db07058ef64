import type { StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { Attachment } from '../../../domain/port.ts';
import { type AppleBench, steadily } from '../apple-bench.ts';
import { Lockdown } from '../lockdownd/lockdown.ts';

const ATTENTION = { stage: 'waiting-attention', done: 0, total: null } as const;
// A phone that has not moved for this many times as long as such a phone usually takes is not waited for any more.
const PATIENCE_FACTOR = 4;

/**
 * Waits until the phone has left its port since `since`, and asks for a look at its screen when that takes long. Throws
 * `erase.unconfirmed` when it never leaves: what it did or did not do is then unknown.
 */
export async function awaitLeaving(context: StepContext, bench: AppleBench, since: number): Promise<Evidence> {
  const began = performance.now();
  const { leaveMs } = bench.patience;
  try {
    await context.awaitAbsence(since, leaveMs);
  } catch (error) {
    if (context.signal.aborted || !(error instanceof WorkstationError)) throw error;
    const leaving = context.awaitAbsence(since, leaveMs * (PATIENCE_FACTOR - 1));
    context.reportProgress(ATTENTION);
    await leaving.catch((later: unknown) => {
      if (context.signal.aborted) throw later;
      throw new WorkstationError('erase.unconfirmed', {}, { cause: later });
    });
  }
  return { kind: 'absence', source: 'usbmuxd', data: { left: true, afterMs: Math.round(performance.now() - began) } };
}

/**
 * Waits until an iPhone that runs its system is on the port again, and asks for a look at its screen when that takes long; one that is
 * being restored shows up as well and leaves again. Throws `device.not-returned`.
 */
export async function awaitReturning(context: StepContext, bench: AppleBench, since: number): Promise<Evidence> {
  const began = performance.now();
  const givesUpAt = began + bench.patience.returnMs;
  const attentionAt = began + bench.patience.returnMs / PATIENCE_FACTOR;
  for (let mark = since; ; ) {
    const here = await returned(context, mark, { attentionAt, givesUpAt });
    mark = context.mark();
    if (await isRestoring(context, bench)) continue;
    const data = { mode: here.mode, deviceId: here.transport, afterMs: Math.round(performance.now() - began) };
    return { kind: 'return', source: 'usbmuxd', data };
  }
}

async function returned(
  context: StepContext,
  since: number,
  { attentionAt, givesUpAt }: { readonly attentionAt: number; readonly givesUpAt: number },
): Promise<Attachment> {
  const wait = (until: number): Promise<Attachment> =>
    context.awaitReturn(since, ['iphone'], Math.max(0, until - performance.now()));
  return wait(attentionAt).catch(async (error: unknown) => {
    if (context.signal.aborted || !(error instanceof WorkstationError)) throw error;
    const returning = wait(givesUpAt);
    context.reportProgress(ATTENTION);
    return returning;
  });
}

/** A phone that does not tell is taken for one that runs: whoever reads it next finds out. */
async function isRestoring(context: StepContext, bench: AppleBench): Promise<boolean> {
  try {
    await steadily(bench, context, async (deviceId) => (await Lockdown.openRunning(bench.usbmuxd, deviceId)).close());
    return false;
  } catch (error) {
    if (context.signal.aborted || !(error instanceof WorkstationError)) throw error;
    return error.code === 'device.restoring';
  }
}
