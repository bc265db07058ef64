import type { StepContext } from '../../../domain/adapter.ts';
import { type DeviceFacts, known, type Reading, samePhone } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { type AppleBench, deviceIdOf, steadily } from '../apple-bench.ts';
import { identify } from '../iphone/identify.ts';
import { appleOf } from '../iphone/read-facts.ts';
import type { PluggedIphone } from '../plugs.ts';

/**
 * The iPhone on the job's port now; throws `device.unplugged` when none is, `device.identity-unreadable` without a UDID, and
 * `device.identity-mismatch` when it is not the job's: an act that waits for a lost phone must not go on with another.
 */
export function pluggedOn(context: StepContext): PluggedIphone {
  const here = context.attachment();
  if (here.serial === null) throw new WorkstationError('device.identity-unreadable');
  const udid = known(appleOf(context.latest).udid);
  if (udid !== null && udid !== here.serial) throw new WorkstationError('device.identity-mismatch');
  return { udid: here.serial, deviceId: deviceIdOf(here) };
}

/** A phone as it was read just before it is erased, bound to the plug at which it was read. */
export interface BeforeErase {
  readonly phone: PluggedIphone;
  readonly facts: DeviceFacts;
}

/**
 * Reads the phone again just before an act that cannot be taken back: it must still be the one of the job, and Activation Lock
 * must not have been turned on meanwhile. Throws `device.identity-mismatch`, `device.identity-unreadable` or `device.activation-locked`.
 */
export async function readBefore(bench: AppleBench, context: StepContext): Promise<BeforeErase> {
  const { phone, facts } = await steadily(bench, context, async () => ({
    phone: pluggedOn(context),
    facts: await identify(bench, context.attachment(), context.signal),
  }));
  const same = samePhone(context.latest, facts);
  if (same === 'different') throw new WorkstationError('device.identity-mismatch');
  if (same === 'cannot-tell' || known(appleOf(facts).udid) !== phone.udid) {
    throw new WorkstationError('device.identity-unreadable');
  }
  if (known(appleOf(facts).activationLock) === true) throw new WorkstationError('device.activation-locked');
  return { phone, facts };
}

/** What the phone says of its erasures so far: only what is held against it afterwards shows whether anything has changed. */
export function erasuresBefore(facts: DeviceFacts): JsonObject {
  const { eraseRecord, eraseFailure, eraseBegun } = appleOf(facts);
  const textOf = (text: Reading<string> | undefined): string | null => (text === undefined ? null : known(text));
  return {
    recordBefore: known(eraseRecord),
    recordBeforeRead: eraseRecord.is !== 'not-readable',
    failureBefore: textOf(eraseFailure),
    begunBefore: textOf(eraseBegun),
  };
}
