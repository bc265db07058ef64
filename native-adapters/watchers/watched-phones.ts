import type { ErrorCode } from '../../domain/errors.ts';
import type { Sighting, SightingSource } from '../../domain/port.ts';

/** All that one source sees now, or why it sees nothing at the moment. */
export type WatchedPhones =
  | {
      readonly source: SightingSource;
      readonly up: true;
      readonly sightings: readonly Sighting[];
      /** True once it has been up for so long that it lists all that is attached: what is missing then is not merely early. */
      readonly isWhole?: boolean;
    }
  | { readonly source: SightingSource; readonly up: false; readonly why: ErrorCode };
