import { verifyPhone } from '../native-adapters/android/verify.ts';

/** A promise in one sentence. */
export const wrong = verifyPhone;
