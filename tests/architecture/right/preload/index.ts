import type { PhoneName } from '../domain/ids.ts';

/** Names the port that the page is told of. */
export const shown = (port: PhoneName): string => port;
