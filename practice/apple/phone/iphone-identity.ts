import { testImei } from '../../phone/imei.ts';
import type { SeededRandom } from '../../random.ts';
import type { IphoneModel } from './iphone-model.ts';

/** The numbers that make an iPhone the one that it is. */
export interface IphoneIdentity {
  readonly udid: string;
  readonly ecid: number;
  readonly serial: string;
  readonly imeis: readonly string[];
  readonly wifi: string;
}

/** Below 2^53, so that nobody loses digits of it; real ones come close (source: ios.md 3.2). */
const LOWEST_ECID = 2 ** 50;
const HIGHEST_ECID = 2 ** 53 - 1;

/** Makes the numbers of a phone; the same seed gives the same ones. */
export function newIdentity(model: IphoneModel, random: SeededRandom): IphoneIdentity {
  const ecid = random.between(LOWEST_ECID, HIGHEST_ECID);
  const chip = model.chipId.toString(16).toUpperCase().padStart(8, '0');
  const hex = ecid.toString(16).toUpperCase().padStart(16, '0');
  return {
    ecid,
    udid: model.hasShortUdid ? `${chip}-${hex}` : random.letters(40),
    // Letters that Apple's serial numbers leave out are left out here too: I and O.
    serial: random.letters(12, '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'),
    imeis: Array.from({ length: model.imeiSlots }, () => testImei(random)),
    // Locally administered, so that it is nobody's.
    wifi: `02:${random.letters(10).replace(/(..)(?=.)/g, '$1:')}`,
  };
}
