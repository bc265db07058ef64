import type { verifyPhone } from '../native-adapters/android/verify.ts';

/** A promise in one sentence. */
export type Wrong = typeof verifyPhone;
