import { jaCausesAndroid } from './causes-android.ts';
import { jaCausesComputer } from './causes-computer.ts';
import { jaCausesIphone } from './causes-iphone.ts';
import { jaCausesProgram } from './causes-program.ts';

/** Japanese words of every cause of the catalogue "not detected": name, how to recognise it, and what to do, one step a line. */
export const jaNotDetected = {
  ...jaCausesAndroid,
  ...jaCausesIphone,
  ...jaCausesComputer,
  ...jaCausesProgram,
} as const;
