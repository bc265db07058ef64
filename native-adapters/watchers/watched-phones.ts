import type { ErrorCode } from '../../domain/errors.ts';
import type { Sighting, SightingSource } from '../../domain/port.ts';

/** All that one source sees now, or why it sees nothing at the moment. */
export type WatchedPhones =
  | { readonly source: SightingSource; readonly up: true; readonly sightings: readonly Sighting[] }
  | { readonly source: SightingSource; readonly up: false; readonly why: ErrorCode };
