import { WorkstationError } from '../../../domain/errors.ts';
import type { CallLimits } from '../../links/deadline.ts';
import { type KeptNvram, keptNvram } from '../lockdownd/allowed-values.ts';
import type { PlistChannel } from '../lockdownd/plist-channel.ts';
import { dictOf } from '../plist/plist-value.ts';
import { shown } from './mc-refusal.ts';

const USUAL_LIMITS: CallLimits = { withinMs: 15_000 };

/** NVRAM as far as we keep it, or the word with which the phone withheld it. */
export type NvramAnswer =
  | { readonly ok: true; readonly value: KeptNvram }
  | { readonly ok: false; readonly status: string };

/** Reads NVRAM over an open channel to com.apple.mobile.diagnostics_relay, for phones that withhold it from lockdownd (pymobiledevice3 services/diagnostics.py). */
export async function readNvram(channel: PlistChannel, limits: CallLimits = USUAL_LIMITS): Promise<NvramAnswer> {
  const request = { Request: 'IORegistry', EntryName: 'options' };
  const reply = await channel.request('diagnostics IORegistry', request, limits);
  const status = shown(reply['Status']);
  if (status === null) throw new WorkstationError('device.protocol', { what: 'diagnostics IORegistry' });
  if (status !== 'Success') return { ok: false, status };
  const nvram = keptNvram(dictOf(reply['Diagnostics'])?.['IORegistry']);
  return nvram === null ? { ok: false, status: 'NoRegistry' } : { ok: true, value: nvram };
}
