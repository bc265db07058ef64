import type { ChipBlueprint } from './chip-blueprint.ts';
import type { ChipSystem } from './chip-system.ts';
import type { IcFamily } from './ic-family.ts';

/** What a command sees of the chip that it came to. */
export interface AnsweringChip {
  readonly blueprint: ChipBlueprint;
  readonly family: IcFamily;
  readonly systems: readonly ChipSystem[];
  /** The system that the last Polling chose. */
  readonly chosen: ChipSystem;
  /** Whether a block may be written beyond what its service's code says; a Lite's rules are its own. */
  readonly mayWrite: (block: number, bytes: Uint8Array) => boolean;
}

/**
 * Answers one command: `data` is what follows the command code (and the IDm, where there is one); the result is what follows
 * the answer's code (and IDm). Null is silence, which is what a chip has for everything that it does not understand.
 */
export type ChipCommand = (chip: AnsweringChip, data: Uint8Array) => readonly number[] | null;

/** Status flags (source: felica.md 4.3). */
export const DONE: readonly number[] = [0x00, 0x00];
/** The second flag where the first says which item of the list, or FF, is at fault. */
export const FLAG = {
  serviceCount: 0xa1,
  blockCount: 0xa2,
  listIndex: 0xa3,
  denied: 0xa5,
  noSuchNode: 0xa6,
  accessMode: 0xa7,
  blockNumber: 0xa8,
} as const;
/** An error that belongs to no item of a list. */
export const NO_ITEM = 0xff;
