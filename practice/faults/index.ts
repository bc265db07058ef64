import type { VirtualPhone } from '../phone/virtual-phone.ts';
import type { SeededRandom } from '../random.ts';
import { ADB_SERVER_KILLED } from './adb-server-killed.ts';
import { ANOTHER_PHONE_RETURNS } from './another-phone-returns.ts';
import { EARLY_ENOSPC } from './early-enospc.ts';
import { EQUAL_SERIALS } from './equal-serials.ts';
import type { PracticeFault } from './fault.ts';
import { GARBAGE_FRAMES } from './garbage-frames.ts';
import { HOSTILE_STRINGS } from './hostile-strings.ts';
import { MODEL_CHANGES } from './model-changes.ts';
import { NEVER_RETURNS } from './never-returns.ts';
import { OVERWRITER_KILLED } from './overwriter-killed.ts';
import { STALE_READBACK } from './stale-readback.ts';
import { STORAGE_LIES } from './storage-lies.ts';
import { UNPLUGGED } from './unplugged.ts';

/** Every fault of the rack, in the order of their list. */
export const FAULTS: readonly PracticeFault[] = [
  STALE_READBACK,
  STORAGE_LIES,
  ANOTHER_PHONE_RETURNS,
  NEVER_RETURNS,
  EARLY_ENOSPC,
  MODEL_CHANGES,
  EQUAL_SERIALS,
  OVERWRITER_KILLED,
  UNPLUGGED,
  ADB_SERVER_KILLED,
  GARBAGE_FRAMES,
  HOSTILE_STRINGS,
];

/**
 * Gives each named fault a phone of its own, by the seed; a fault that fits no free phone gets any free one, so that a wish
 * is never dropped silently. Throws for a name nobody knows and for more faults than phones.
 */
export function assignFaults(
  names: readonly string[],
  phones: readonly VirtualPhone[],
  random: SeededRandom,
): ReadonlyMap<VirtualPhone, PracticeFault> {
  if (names.length > phones.length)
    throw new RangeError(`${names.length} faults need as many phones, not ${phones.length}`);
  const assigned = new Map<VirtualPhone, PracticeFault>();
  const wanted = names.map((name) => {
    const fault = FAULTS.find((one) => one.name === name);
    if (fault === undefined) throw new RangeError(`there is no practice fault ${JSON.stringify(name)}`);
    return fault;
  });
  // The choosiest fault goes first, or an easy one could take the only phone that suits it.
  const choices = (fault: PracticeFault) => phones.filter((phone) => fault.fits(phone, phones));
  const inOrder = [...wanted].sort((left, right) => choices(left).length - choices(right).length);
  for (const fault of inOrder) {
    const free = (phone: VirtualPhone) => !assigned.has(phone);
    const fitting = choices(fault).filter(free);
    const pool = fitting.length > 0 ? fitting : phones.filter(free);
    const phone = pool[random.between(0, pool.length - 1)];
    if (phone !== undefined) assigned.set(phone, fault);
  }
  return assigned;
}
