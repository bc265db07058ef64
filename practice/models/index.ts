import type { PhoneModel } from '../phone/model.ts';
import { AQUOS_SENSE4 } from './aquos-sense4.ts';
import { ARROWS_M04 } from './arrows-m04.ts';
import { GALAXY_S23 } from './galaxy-s23.ts';
import { KYOCERA_KYV48 } from './kyocera-kyv48.ts';
import { PIXEL_7A } from './pixel-7a.ts';
import { PIXEL_9 } from './pixel-9.ts';
import { REDMI_NOTE_11 } from './redmi-note-11.ts';
import { XPERIA_10_V } from './xperia-10-v.ts';

/** The models of the rack in the order in which its slots are filled; a ninth phone is the first model again. */
export const MODELS: readonly PhoneModel[] = [
  PIXEL_9,
  AQUOS_SENSE4,
  XPERIA_10_V,
  GALAXY_S23,
  PIXEL_7A,
  KYOCERA_KYV48,
  ARROWS_M04,
  REDMI_NOTE_11,
];
