import { known, type Reading } from '../../../domain/device.ts';
import type { KeptNvram } from '../lockdownd/allowed-values.ts';

/**
 * Asks the diagnostics relay where lockdownd withheld NVRAM, its word on Activation Lock or the record of the last erasure. Before
 * and after an erasure it is read in the same way: what only the relay shows must not look new afterwards.
 */
export async function completeNvram(
  first: Reading<KeptNvram>,
  second: () => Promise<Reading<KeptNvram>>,
): Promise<Reading<KeptNvram>> {
  const kept = known(first);
  if (kept?.['fm-activation-locked'] !== undefined && kept.obliteration !== undefined) return first;
  const other = await second();
  if (other.is !== 'value') return first;
  return kept === null ? other : { ...other, value: { ...other.value, ...kept } };
}
