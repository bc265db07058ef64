import type { CallLimits } from '../../links/deadline.ts';
import type { AdbPhone } from '../adb/adb-phone.ts';
import type { ShellResult } from '../adb/shell.ts';

/** Starts Trade-In Mode's evaluation: from here on the next boot wipes the phone. Source: AOSP adb_tradeinmode.md. */
export function beginEvaluation(phone: AdbPhone, limits: CallLimits): Promise<ShellResult> {
  return phone.shellV2('tradeinmode evaluate', limits);
}

/** Restarts the phone; in evaluation this makes it wipe itself. */
export function restart(phone: AdbPhone, limits: CallLimits): Promise<void> {
  return phone.reboot('', limits);
}

/** Starts Test Harness Mode, which wipes the phone. Exit codes: 0 started, 1 failed, 2 screen lock. Source: AOSP TestHarnessModeService. */
export function enableTestHarness(phone: AdbPhone, limits: CallLimits): Promise<ShellResult> {
  return phone.shell('cmd testharness enable', limits);
}

// minadbd's fixed answers, as long as the number that the service asks for. Source: AOSP recovery minadbd/types.h.
const WIPE_DONE = 'DONEDONE';

/** Orders recovery's own wipe in rescue mode and tells whether recovery confirmed it. Source: AOSP adb client, rescue-wipe. */
export async function rescueWipe(phone: AdbPhone, limits: CallLimits): Promise<boolean> {
  const stream = await phone.service(`rescue-wipe:userdata:${WIPE_DONE.length}`, limits);
  try {
    let reply = '';
    for (let chunk = await stream.readEvenWhenLost(); chunk !== null; chunk = await stream.readEvenWhenLost()) {
      reply += new TextDecoder().decode(chunk);
      if (reply.length >= WIPE_DONE.length) break;
    }
    return reply === WIPE_DONE;
  } finally {
    stream.close();
  }
}
