import type { JsonObject } from './json.ts';

/** What an evidence speaks of; the kinds that rules and grades read have a typed body below. */
export type EvidenceKind =
  | 'command'
  | 'absence'
  | 'return'
  | 'overwrite'
  | 'host-sample'
  | 'residue'
  | 'trade-in-status'
  | 'test-harness'
  | 'attestation'
  | 'identity'
  | 'erase-order'
  | 'old-pairing'
  | 'new-pairing'
  | 'setup-state'
  | 'erase-record';

/** An immutable fact about one step, with its source; times are added where it is recorded. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** Who says so: a command, a file on the phone, a person. */
  readonly source: string;
  readonly data: JsonObject;
}

/** How random data reached the phone's storage. */
export type OverwriteGenerator = 'keyed-on-phone' | 'keyed-from-host' | 'urandom-on-phone';

/** The figures of one overwrite, as reported by what ran it; bytes. */
export interface OverwriteFigures {
  readonly generator: OverwriteGenerator;
  readonly freeBefore: number;
  readonly written: number;
  readonly verified: number;
  readonly mismatched: number;
  readonly unreached: number;
  readonly passes: number;
  /** How reads were kept from the page cache. */
  readonly bypass: 'direct' | 'fadvise' | 'none';
  /** The probability that a fault in 1 % of the data is missed; 0 when everything was read back. */
  readonly missProbability: number;
  readonly removed: boolean;
  readonly fileSystem: string;
}

/** The share of the free space that was written and read back equal: live bytes at the fullest point over free bytes before. */
export function coverageOf(figures: OverwriteFigures): number {
  if (figures.freeBefore <= 0) return 0;
  return Math.max(0, Math.min(1, (figures.freeBefore - figures.unreached) / figures.freeBefore));
}
