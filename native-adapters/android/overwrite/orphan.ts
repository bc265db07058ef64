import { setTimeout as pause } from 'node:timers/promises';
import type { StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { type AndroidBench, readOnly } from '../android-bench.ts';

// It first removes what it has written, and that takes a while on a slow phone.
const ENDS_WITHIN_MS = 60_000;

type Seen = 'ours' | 'not-ours' | 'gone';

/** The process ids of a phone are used again, so a number alone never says that it is an overwriter. */
async function see(bench: AndroidBench, context: StepContext, pid: number): Promise<Seen> {
  // Android 5 has no grep; its shell can look for a word by itself.
  const look = `case "$(cat /proc/${pid}/cmdline 2>/dev/null)" in *hakushi-*) echo ours;; *) echo not-ours;; esac`;
  const command = `if kill -0 ${pid} 2>/dev/null; then ${look}; else echo gone; fi`;
  const { text } = await readOnly(bench, context, command);
  const word = text.trim();
  if (word === 'gone' || word === 'ours' || word === 'not-ours') return word;
  throw new WorkstationError('device.protocol', { what: 'overwriter process' });
}

async function isGoneWithin(
  bench: AndroidBench,
  context: StepContext,
  orphan: { readonly pid: number; readonly withinMs: number },
): Promise<boolean> {
  const until = performance.now() + orphan.withinMs;
  for (;;) {
    if ((await see(bench, context, orphan.pid)) !== 'ours') return true;
    if (performance.now() > until) return false;
    await pause(Math.min(bench.patience.pollMs, 500), undefined, { signal: context.signal });
  }
}

/**
 * Ends the overwriter that an earlier, crashed job left running on the phone, and resolves when it is gone: two of them
 * would take each other's room. Asks it to end first, so that it removes its own files. Throws `overwriter.failed` when
 * the process is none of ours or does not end.
 */
export async function endOrphan(bench: AndroidBench, context: StepContext, pid: number): Promise<void> {
  if ((await see(bench, context, pid)) === 'not-ours')
    throw new WorkstationError('overwriter.failed', { what: 'running' });
  for (const signal of ['TERM', 'KILL']) {
    await readOnly(bench, context, `kill -${signal} ${pid} 2>/dev/null`);
    if (await isGoneWithin(bench, context, { pid, withinMs: ENDS_WITHIN_MS })) return;
  }
  throw new WorkstationError('overwriter.failed', { what: 'running' });
}
