import type { FreshReading } from '../../../domain/chip.ts';
import { isLooseCard } from '../../../domain/chip-ic.ts';
import { isKeylessWritable, servicesOf } from './keyless.ts';
import { NDEF_SYSTEM, NDEF_WRITE_SERVICE } from './zero-ndef.ts';

/** How a loose card can be zeroed: the holder's blocks of a Lite, an NDEF message, or services that need no key. */
export type ZeroableWay = 'lite' | 'ndef' | 'keyless';

const LITE_CODES: ReadonlySet<number> = new Set([0xf0, 0xf1]);
const LITE_SYSTEM = 0x88b4;

/** How the card of a reading may be zeroed with consent; null for a phone's chip, for what was not read without doubt, and where nothing can be. */
export function zeroableWay({ reading, idm }: FreshReading): ZeroableWay | null {
  const { chip, systems, scan, troubles } = reading;
  const isCard = chip?.kind === 'card' && isLooseCard(chip.icCode) && idm !== null;
  const isSound = scan === 'full' && troubles.every((trouble) => trouble === 'loose-card');
  if (!isCard || !isSound) return null;
  if (LITE_CODES.has(chip.icCode)) return systems.some(({ code }) => code === LITE_SYSTEM) ? 'lite' : null;
  const writable = systems.flatMap((system) =>
    servicesOf(system)
      .filter(isKeylessWritable)
      .map((service) => ({ system: system.code, service })),
  );
  if (writable.length === 0) return null;
  const isNdef = writable.every(({ system, service }) => system === NDEF_SYSTEM && service === NDEF_WRITE_SERVICE);
  return isNdef ? 'ndef' : 'keyless';
}
