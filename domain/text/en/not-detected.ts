import { enCausesAndroid } from './causes-android.ts';
import { enCausesComputer } from './causes-computer.ts';
import { enCausesIphone } from './causes-iphone.ts';
import { enCausesProgram } from './causes-program.ts';

/** English words of every cause of the catalogue "not detected": name, how to recognise it, and what to do, one step a line. */
export const enNotDetected = {
  ...enCausesAndroid,
  ...enCausesIphone,
  ...enCausesComputer,
  ...enCausesProgram,
} as const;
