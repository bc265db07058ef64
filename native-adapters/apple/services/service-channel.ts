import type { CallLimits } from '../../links/deadline.ts';
import { isConnectionOver, Lockdown, type ServiceName } from '../lockdownd/lockdown.ts';
import type { PairRecord } from '../lockdownd/pair-record.ts';
import { PlistChannel } from '../lockdownd/plist-channel.ts';
import type { Usbmuxd } from '../usbmuxd/usbmuxd.ts';

/** Which phone, through which daemon, as which pairing. */
export interface TrustedPhone {
  readonly usbmuxd: Usbmuxd;
  readonly deviceId: number;
  readonly record: PairRecord;
}

/** An open service, or which of the two steps lockdownd refused and how it named the reason. */
export type ServiceOpening =
  | { readonly ok: true; readonly channel: PlistChannel }
  | { readonly ok: false; readonly at: 'StartSession' | 'StartService'; readonly error: string };

const USUAL_LIMITS: CallLimits = { withinMs: 10_000 };

/**
 * Opens a service of a phone that trusts this computer, a second time where the phone only says that the connection is over; each step
 * has the whole limit. The channel is the caller's to destroy. Throws as Lockdown and Usbmuxd.connect do.
 */
export async function openService(
  phone: TrustedPhone,
  service: ServiceName,
  limits: CallLimits = USUAL_LIMITS,
): Promise<ServiceOpening> {
  const first = await openOnce(phone, service, limits);
  return isConnectionOver(first) ? openOnce(phone, service, limits) : first;
}

async function openOnce(phone: TrustedPhone, service: ServiceName, limits: CallLimits): Promise<ServiceOpening> {
  const lockdown = await Lockdown.open(phone.usbmuxd, phone.deviceId, limits);
  let channel: PlistChannel | null = null;
  try {
    const session = await lockdown.startSession(phone.record, limits);
    if (!session.ok) return { ok: false, at: 'StartSession', error: session.error };
    const started = await lockdown.startService(service, limits);
    if (!started.ok) return { ok: false, at: 'StartService', error: started.error };
    const { port, isTls } = started.value;
    channel = new PlistChannel(await phone.usbmuxd.connect(phone.deviceId, port, limits));
    if (isTls) await channel.upgrade(phone.record.tlsIdentity(), limits);
    return { ok: true, channel };
  } catch (error) {
    channel?.destroy();
    throw error;
  } finally {
    lockdown.close();
  }
}
