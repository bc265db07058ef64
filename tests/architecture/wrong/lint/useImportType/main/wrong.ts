import { PhoneName } from '../domain/ids.ts';

/** A promise in one sentence. */
export const wrong = (name: PhoneName): string => name;
