import { setTimeout as pause } from 'node:timers/promises';
import type { StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { type AndroidBench, readOnly } from '../android-bench.ts';
import { PHONE_FOLDER } from './phone-folder.ts';

// An overwriter that is asked to end removes its files first, which takes a while on a slow phone.
const ENDS_WITHIN_MS = 60_000;

/**
 * Signals every overwriter of ours and says how many there were. They are found by their command lines, because a phone
 * that an overwriter has filled takes no file any more that could ask for them. The brackets keep the shell that runs
 * this from finding itself.
 */
function signalScript(signal: 'TERM' | 'KILL'): string {
  const ours = `*${PHONE_FOLDER}/.hakushi-*.over[w]riter*`;
  return [
    'n=0',
    'for d in /proc/[0-9]*; do',
    `case "$(cat $d/cmdline 2>/dev/null)" in ${ours}) n=$((n+1)); kill -${signal} "\${d##*/}" 2>/dev/null;; esac`,
    'done',
    'echo "$n"',
  ].join('\n');
}

async function signalAll(bench: AndroidBench, context: StepContext, signal: 'TERM' | 'KILL'): Promise<number> {
  const { text } = await readOnly(bench, context, signalScript(signal));
  const count = /^\d{1,6}$/.exec(text.trim());
  if (!count) throw new WorkstationError('device.protocol', { what: 'overwriter processes' });
  return Number(count[0]);
}

/**
 * Takes away what an earlier job that crashed has left on the phone: overwriters that still run, and their files. Without
 * that a phone that was being filled has no room for anything. Throws `overwriter.failed` when one does not end.
 */
export async function clearLeftovers(bench: AndroidBench, context: StepContext): Promise<void> {
  const killsAt = performance.now() + ENDS_WITHIN_MS;
  while ((await signalAll(bench, context, performance.now() < killsAt ? 'TERM' : 'KILL')) > 0) {
    if (performance.now() > killsAt + ENDS_WITHIN_MS)
      throw new WorkstationError('overwriter.failed', { what: 'running' });
    await pause(Math.min(bench.patience.pollMs, 500), undefined, { signal: context.signal });
  }
  await readOnly(bench, context, `rm -rf ${PHONE_FOLDER}/.hakushi-*`);
}
