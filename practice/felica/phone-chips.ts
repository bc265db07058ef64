import { isIphoneModel } from '../apple/models/index.ts';
import type { SeededRandom } from '../random.ts';
import { phoneChip } from './chips/new-chip.ts';
import { EMPTY_PHONE } from './chips/structures.ts';
import { isPracticeChip, makePracticeChip } from './practice-chips.ts';
import { CALM_AIR, type Scene } from './radio-field.ts';

/** What kind of chip sits in a model of the rack; typical for its year, not recorded from one. */
interface ModelChip {
  readonly icCode: number;
  /** As the container names carrier and model, at most five and eleven characters. */
  readonly container: { readonly carrier: string; readonly model: string };
}

const MODEL_CHIPS: ReadonlyMap<string, ModelChip> = new Map(
  Object.entries({
    'pixel-9': { icCode: 0x18, container: { carrier: '01GGL', model: 'Pixel 9' } },
    'pixel-7a': { icCode: 0x18, container: { carrier: '01GGL', model: 'Pixel 7a' } },
    'galaxy-s23': { icCode: 0x18, container: { carrier: '01DCM', model: 'SC-51D' } },
    'xperia-10-v': { icCode: 0x18, container: { carrier: '01SNY', model: 'XQ-DC44' } },
    'aquos-sense4': { icCode: 0x17, container: { carrier: '01DCM', model: 'SH-41A' } },
    'kyocera-kyv48': { icCode: 0x15, container: { carrier: '01KDI', model: 'KYV48' } },
    'arrows-m04': { icCode: 0x14, container: { carrier: '01FJT', model: 'arrows M04' } },
  } satisfies Readonly<Record<string, ModelChip>>),
);

/** The practice chip of an iPhone with an Express card. */
const IPHONE_CHIP = 'iphone-express';

/** Tells whether a model of the rack has a FeliCa chip; Redmi Note 11 has none, and that of an iPhone is not ours to look into. */
export function hasFelica(model: string): boolean {
  return MODEL_CHIPS.has(model);
}

/**
 * Makes what a phone of a model brings onto a reader: its chip, empty as its owner left it when the services had been moved, or
 * the practice chip of that name. A model without a chip brings nothing, whatever is asked for. An iPhone is silent, but
 * for one whose owner left an Express card in it: that answers the one poll which iPhones may be asked.
 */
export function sceneOfPhone(model: string, chip: string | null, random: SeededRandom): Scene {
  const own = MODEL_CHIPS.get(model);
  if (chip !== null && !isPracticeChip(chip)) throw new RangeError(`there is no practice chip ${JSON.stringify(chip)}`);
  if (isIphoneModel(model) && chip === IPHONE_CHIP) return makePracticeChip(chip, random);
  if (own === undefined) return { chips: [], temper: CALM_AIR };
  if (chip !== null && chip !== 'empty') return makePracticeChip(chip, random);
  return { chips: [phoneChip(random, own.icCode, EMPTY_PHONE, { container: own.container })], temper: CALM_AIR };
}
