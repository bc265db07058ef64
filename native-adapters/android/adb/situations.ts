import type { AdbListing, AdbState } from './listing.ts';

/** A named situation of a phone that adb sees but that is not ready; its words are `situation.<id>.title` and `.fix`. */
export type AdbSituation = `adb.${Exclude<AdbState, 'device'>}`;

/** Names what stands between this phone and work on it; null when adb calls it ready (`device`), which alone says nothing about authorised services. */
export function situationOf(listing: Pick<AdbListing, 'state'>): AdbSituation | null {
  return listing.state === 'device' ? null : `adb.${listing.state}`;
}
