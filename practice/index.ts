import { IPHONE_FAULTS } from './apple/faults/index.ts';
import { IPHONE_SITUATIONS } from './apple/iphone-situations.ts';
import { IPHONE_MODELS } from './apple/models/index.ts';
import { ALL_FAULTS } from './faults/assign-faults.ts';
import { FAULTS } from './faults/index.ts';
import { PRACTICE_CHIP_NAMES, PRACTICE_CHIP_TEXTS } from './felica/practice-chips.ts';
import { MODELS } from './models/index.ts';
import { SITUATIONS } from './situations.ts';

/** The watermark that every practice record, label and report carries. */
export const PRACTICE_WATERMARK = '練習';

/** Names of the faults that a rack can be asked for, each once; a few can happen to phones of either platform. */
export const practiceFaults: readonly string[] = ALL_FAULTS.map(({ name }) => name);

/** Names of the faults that can happen to an Android phone. */
export const practiceAndroidFaults: readonly string[] = FAULTS.map(({ name }) => name);

/** Names of the faults that can happen to an iPhone. */
export const practiceIphoneFaults: readonly string[] = IPHONE_FAULTS.map(({ name }) => name);

/** Names of the iPhones and iPads that a rack can be asked for; the first few are the usual ones. */
export const practiceIphoneModels: readonly string[] = IPHONE_MODELS.map(({ name }) => name);

/** Names of the situations in which an iPhone of the rack can arrive. */
export const practiceIphoneSituations: readonly string[] = Object.keys(IPHONE_SITUATIONS);

/** Names of the Android models in the order in which a rack fills its slots. */
export const practiceModels: readonly string[] = MODELS.map(({ name }) => name);

/** Names of the situations in which an Android phone of the rack can arrive. */
export const practiceSituations: readonly string[] = Object.keys(SITUATIONS);

/** One sentence about each fault, by its name. */
export const practiceFaultTexts: ReadonlyMap<string, { readonly ja: string; readonly en: string }> = new Map(
  ALL_FAULTS.map(({ name, says }) => [name, says]),
);

/** Names of what can lie on a practice reader. */
export const practiceChips: readonly string[] = PRACTICE_CHIP_NAMES;

/** One sentence about each practice chip, by its name. */
export const practiceChipTexts: ReadonlyMap<string, { readonly ja: string; readonly en: string }> = PRACTICE_CHIP_TEXTS;

export { isIphoneModel } from './apple/models/index.ts';
export type { PracticeUsbDevice } from './apple/usb-bus.ts';
export { isPracticeChip, type PracticeChipName } from './felica/practice-chips.ts';
export {
  type PracticeChipTruth,
  type PracticeLoad,
  type PracticeReaders,
  type PracticeReadersOptions,
  startPracticeReaders,
} from './felica/practice-readers.ts';
export type { PracticePerson } from './person.ts';
export { startPracticeRack } from './rack.ts';
export { startPracticeRackApart } from './rack-apart.ts';
export type { PracticePhone, PracticeRack, PracticeRackOptions, PracticeTruth, PracticeUsb } from './rack-types.ts';
