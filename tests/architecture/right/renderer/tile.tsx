import type { PhoneName } from '../domain/ids.ts';

/** One tile of the board. */
export const tile = (port: PhoneName): string => port;
