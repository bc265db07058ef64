import type { PhoneName } from '../domain/ids.ts';

/** A promise in one sentence. */
export const wrong: PhoneName = 7 as PhoneName;
