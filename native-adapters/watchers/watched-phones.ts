import type { ErrorCode } from '../../domain/errors.ts';
import type { Sighting } from '../../domain/port.ts';

/** All that one source sees now, or why it sees nothing at the moment. */
export type WatchedPhones =
  | { readonly source: 'adb'; readonly up: true; readonly sightings: readonly Sighting[] }
  | { readonly source: 'adb'; readonly up: false; readonly why: ErrorCode };
