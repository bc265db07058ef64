import { setTimeout as pause } from 'node:timers/promises';
import type { StepContext } from '../../domain/adapter.ts';
import type { AppleModelFound, AppleNumbers } from '../../domain/apple-models.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { Patience } from '../patience.ts';
import type { TrustDesk } from './trust-desk.ts';
import type { Usbmuxd } from './usbmuxd/usbmuxd.ts';

/** What all work on iPhones needs: the mux daemon, the pairings, the table of models, patience. */
export interface AppleBench {
  readonly usbmuxd: Usbmuxd;
  readonly trust: TrustDesk;
  /** Says what a device is called; what no table knows is null. */
  readonly findModel: (numbers: AppleNumbers) => AppleModelFound;
  readonly patience: Patience;
}

/** usbmuxd's number of the attachment on the job's port now; throws `device.unplugged` when there is none. */
export function deviceIdOf({ transport }: { readonly transport: string | null }): number {
  const id = Number(transport ?? Number.NaN);
  if (!Number.isSafeInteger(id)) throw new WorkstationError('device.offline');
  return id;
}

const LOST = new Set([
  'device.unplugged',
  'device.absent',
  'device.offline',
  'device.timeout',
  // A phone that has just started lists itself before its lockdownd listens.
  'device.refused',
  'usbmuxd.absent',
  'usbmuxd.down',
]);
const PAUSE_MS = 300;

/**
 * Repeats something that may be repeated without harm while the connection is lost or the phone is still starting, for as long as
 * a phone may be gone by accident: a daemon that was restarted is not a failure of the phone.
 */
export async function steadily<T>(
  bench: AppleBench,
  context: StepContext,
  work: (deviceId: number) => Promise<T>,
): Promise<T> {
  const givesUpAt = performance.now() + bench.patience.reconnectMs;
  for (;;) {
    try {
      return await work(deviceIdOf(context.attachment()));
    } catch (error) {
      const isLost = error instanceof WorkstationError && LOST.has(error.code);
      if (!isLost || context.signal.aborted || performance.now() > givesUpAt) throw error;
      await pause(PAUSE_MS, undefined, { signal: context.signal });
    }
  }
}
