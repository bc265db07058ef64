import type { StepContext } from '../../../domain/adapter.ts';
import { samePhone } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { type AndroidBench, steadily } from '../android-bench.ts';
import { identify } from './identify.ts';

/**
 * Reads the phone on the port before an order that erases is given once more: between two tries it may have been swapped
 * for another one. Throws `device.identity-mismatch`, or `device.identity-unreadable` when it cannot be told.
 */
export async function demandSamePhone(bench: AndroidBench, context: StepContext): Promise<void> {
  const facts = await steadily(bench, context, (phone) => identify(phone, context.attachment(), context.signal));
  const result = samePhone(context.latest, facts);
  if (result === 'different') throw new WorkstationError('device.identity-mismatch');
  if (result === 'cannot-tell') throw new WorkstationError('device.identity-unreadable');
}
