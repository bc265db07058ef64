import type { TrustState } from '../../../domain/apple-facts.ts';
import { type DeviceFacts, notReadable, value } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Attachment } from '../../../domain/port.ts';
import { type AppleBench, deviceIdOf } from '../apple-bench.ts';
import { Lockdown } from '../lockdownd/lockdown.ts';
import type { PairRecord } from '../lockdownd/pair-record.ts';
import { blankFacts } from './blank-facts.ts';
import { completeNvram } from './complete-nvram.ts';
import { readDescriptor } from './read-descriptor.ts';
import { appleOf, readOpenFacts, readTrustedFacts, withNvram } from './read-facts.ts';
import { readNvramByDiagnostics, readSupervision } from './read-supervision.ts';
import { readFlag, readKeptNvram } from './read-values.ts';

const OPEN_WITHIN_MS = 10_000;
const DESCRIPTOR = 'USB descriptor';
const NO_DESCRIPTOR = notReadable(DESCRIPTOR, 'not in its serial string');

/** An iPhone in recovery or DFU mode tells its numbers in its USB descriptor and nothing more. */
function factsOfDescriptor(attachment: Attachment, mode: 'iphone-recovery' | 'iphone-dfu'): DeviceFacts {
  const { ecid, serial } = readDescriptor(attachment.serial);
  const blank = blankFacts(mode, `in ${mode.replace('iphone-', '')} mode`);
  return {
    ...blank,
    serial: serial === null ? NO_DESCRIPTOR : value(serial, DESCRIPTOR),
    apple: {
      ...appleOf(blank),
      ecid: ecid === null ? NO_DESCRIPTOR : value(ecid, DESCRIPTOR),
      trust: value('not-needed' as TrustState, DESCRIPTOR),
    },
  };
}

/** Reads all that an iPhone tells: without trust its numbers and versions, with it the rest. Asks nothing of anybody and changes nothing. */
export async function identify(bench: AppleBench, attachment: Attachment, signal: AbortSignal): Promise<DeviceFacts> {
  const { mode, serial } = attachment;
  if (mode === 'iphone-recovery' || mode === 'iphone-dfu') return factsOfDescriptor(attachment, mode);
  if (mode !== 'iphone' || serial === null) throw new WorkstationError('device.wrong-state', { saw: mode });
  const deviceId = deviceIdOf(attachment);
  const lockdown = await Lockdown.openRunning(bench.usbmuxd, deviceId, { signal, withinMs: OPEN_WITHIN_MS });
  const stop = (): void => lockdown.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const asked = bench.trust.state({ udid: serial, deviceId });
    // That it trusted this computer a while ago is no fact of now; only a session shows it.
    const open = await readOpenFacts(lockdown, bench, asked === 'trusted' ? null : asked);
    const record = await bench.trust.record(serial);
    const session = record === null ? null : await lockdown.startSession(record);
    if (record === null || session?.ok !== true) return open;
    return await readInSession(bench, lockdown, { deviceId, record, facts: trusted(open) });
  } finally {
    signal.removeEventListener('abort', stop);
    lockdown.close();
  }
}

function trusted(open: DeviceFacts): DeviceFacts {
  return { ...open, apple: { ...appleOf(open), trust: value('trusted' as TrustState, 'StartSession') } };
}

async function readInSession(
  bench: AppleBench,
  lockdown: Lockdown,
  {
    deviceId,
    record,
    facts: open,
  }: { readonly deviceId: number; readonly record: PairRecord; readonly facts: DeviceFacts },
): Promise<DeviceFacts> {
  const phone = { usbmuxd: bench.usbmuxd, deviceId, record };
  const facts = await readTrustedFacts(lockdown, bench, open);
  const findMy = await readFlag(lockdown, { domain: 'com.apple.fmip', key: 'IsAssociated' });
  const nvram = await completeNvram(await readKeptNvram(lockdown), () => readNvramByDiagnostics(phone));
  const supervision = await readSupervision(phone);
  const whole = withNvram(facts, nvram, findMy);
  return { ...whole, managed: supervision.mdm, apple: { ...appleOf(whole), ...supervision } };
}
