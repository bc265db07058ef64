import { FAULTS } from './faults/index.ts';
import { MODELS } from './models/index.ts';
import { SITUATIONS } from './situations.ts';

/** The watermark that every practice record, label and report carries. */
export const PRACTICE_WATERMARK = '練習';

/** Names of the faults that a rack can be asked for. */
export const practiceFaults: readonly string[] = FAULTS.map(({ name }) => name);

/** Names of the models in the order in which a rack fills its slots. */
export const practiceModels: readonly string[] = MODELS.map(({ name }) => name);

/** Names of the situations in which a phone of the rack can arrive. */
export const practiceSituations: readonly string[] = Object.keys(SITUATIONS);

/** One sentence about each fault, by its name. */
export const practiceFaultTexts: ReadonlyMap<string, { readonly ja: string; readonly en: string }> = new Map(
  FAULTS.map(({ name, says }) => [name, says]),
);

export type { PracticePerson } from './person.ts';
export { startPracticeRack } from './rack.ts';
export { startPracticeRackApart } from './rack-apart.ts';
export type { PracticePhone, PracticeRack, PracticeRackOptions, PracticeTruth } from './rack-types.ts';
