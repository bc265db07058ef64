import { WorkstationError } from '../../../domain/errors.ts';
import type { CallLimits } from '../../links/deadline.ts';
import type { ChannelReply, PlistChannel } from '../lockdownd/plist-channel.ts';
import type { PlistDict } from '../plist/plist-value.ts';
import { ACKNOWLEDGED, type McRefusal, readRefusal } from './mc-refusal.ts';

/** How the phone is to be after the erasure. */
export interface EraseWish {
  /** The plan of an eSIM goes with the seller: there is no way to keep it. */
  readonly preserveDataPlan: false;
  /** Whether the offer to set up from a nearby phone is hidden; null or absent = not said, as before iOS 14 it must not be combined. */
  readonly disallowProximitySetup?: boolean | null;
}

/**
 * What was heard after the command went out. None of these proves an erasure, and only `refused` speaks against one: a phone that is
 * being erased may acknowledge, hang up, fall silent or be cut off in the middle of a word.
 */
export type EraseOutcome =
  | { readonly is: 'acknowledged' }
  | { readonly is: 'closed' }
  | { readonly is: 'silent' }
  | { readonly is: 'unreadable' }
  | ({ readonly is: 'refused' } & McRefusal);

/**
 * Commands the phone to erase all content and settings, over an open channel to com.apple.mobile.MCInstall. Rejects only with the
 * caller's own reason to stop; the command has gone out then as well. (Request: pymobiledevice3 services/mobile_config.py.)
 */
export async function eraseDevice(channel: PlistChannel, wish: EraseWish, limits: CallLimits): Promise<EraseOutcome> {
  const request: PlistDict = {
    RequestType: 'EraseDevice',
    // Always written: what phones do without it is not known, and other programs keep the eSIM by it.
    PreserveDataPlan: false,
    DisallowProximitySetup: wish.disallowProximitySetup ?? undefined,
  };
  let reply: ChannelReply;
  try {
    reply = await channel.ask('MCInstall EraseDevice', request, limits);
  } catch (error) {
    if (limits.signal?.aborted || !(error instanceof WorkstationError)) throw error;
    return { is: error.code === 'device.timeout' ? 'silent' : 'unreadable' };
  }
  if (reply.is === 'closed') return { is: 'closed' };
  const refusal = readRefusal(reply.message);
  if (refusal.status === ACKNOWLEDGED) return { is: 'acknowledged' };
  return refusal.status === '' ? { is: 'unreadable' } : { is: 'refused', ...refusal };
}
