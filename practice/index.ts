/** The watermark that every practice record, label and report carries. */
export const PRACTICE_WATERMARK = '練習';

export { PERSON_INSTRUCTIONS, type PersonInstruction, type PracticePerson } from './person.ts';
export { startPracticeRack } from './rack.ts';
export type { PracticePhone, PracticeRack, PracticeRackOptions } from './rack-types.ts';
