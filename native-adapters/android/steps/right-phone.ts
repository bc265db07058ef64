import type { StepContext } from '../../../domain/adapter.ts';
import { samePhone } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { AdbPhone } from '../adb/adb-phone.ts';
import { type AndroidBench, phoneOn } from '../android-bench.ts';
import { identify } from './identify.ts';

/**
 * The phone on the job's port, read again just before an act that cannot be taken back: somebody may have changed the
 * phones on the bench since this one was examined. What is returned is bound to the attachment that was read, so a change
 * after the reading makes the act fail instead of meeting another phone. Throws `device.identity-mismatch` or
 * `device.identity-unreadable`.
 */
export async function rightPhoneOn(bench: AndroidBench, context: StepContext): Promise<AdbPhone> {
  const phone = phoneOn(bench, context);
  const now = await identify(phone, context.attachment(), context.signal);
  switch (samePhone(context.latest, now)) {
    case 'same':
      return phone;
    case 'different':
      throw new WorkstationError('device.identity-mismatch');
    default:
      throw new WorkstationError('device.identity-unreadable');
  }
}
