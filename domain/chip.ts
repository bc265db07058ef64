import type { ReaderModel } from './reader.ts';

/** What is known of the FeliCa chip of a phone; only EMPTY, NOT_PRESENT and APPLE_ERASED may be sold. */
export const CHIP_STATES = ['EMPTY', 'RESIDUAL', 'REVIEW', 'UNKNOWN', 'NOT_PRESENT', 'APPLE_ERASED'] as const;
/** One of CHIP_STATES. */
export type ChipState = (typeof CHIP_STATES)[number];

/** One thing that a chip's walk showed: an area (node codes from first to last), or a service. */
export type ChipNode =
  | { readonly is: 'area'; readonly first: number; readonly last: number }
  | { readonly is: 'service'; readonly code: number };

/** One system of a chip and all that its walk showed. */
export interface ChipSystem {
  /** 0x0000-0xffff, as it stands in Polling (big-endian on the wire). */
  readonly code: number;
  /** Whether the chip's own list (Request System Code) named it, only a direct poll found it, or both. */
  readonly seenBy: 'list' | 'poll' | 'both';
  /** In the order of the walk, root area first. */
  readonly nodes: readonly ChipNode[];
  /** Whether the walk came to the chip's own end mark; a system that could not be walked to its end is not whole. */
  readonly isWhole: boolean;
  /** What Request Block Information Ex says of the root area; null where it was not asked or not answered. */
  readonly blocks: { readonly assigned: number; readonly free: number } | null;
}

/** Everything that can make a reading worth less than a whole one. */
export const CHIP_TROUBLES = [
  /** Nothing answered at all. */
  'no-answer',
  /** Two chips answered, or answers collided. */
  'several-chips',
  /** Another chip answered than at the beginning, or the same one under another number. */
  'chip-changed',
  /** The chip stopped answering before the reading was over. */
  'chip-lost',
  /** The chip answered so slowly, or told so much, that the reading was ended before its end. */
  'took-too-long',
  /** Request System Code was not answered. */
  'no-system-list',
  /** A system that was listed could not be polled, or its walk did not reach the end. */
  'walk-incomplete',
  /** Two ways of reading the same thing (0A, 1A, 02) disagree. */
  'walk-disagrees',
  /** What came back was no frame of the command that was sent. */
  'bad-answer',
  /** A program on the phone answered (HCE-F), not its chip. */
  'host-emulation',
  /** A loose card answered: something lies in the case, or it is no phone. */
  'loose-card',
  /** An IC that is in no table answered. */
  'unlisted-chip',
  /** Only the one poll for iPhones was made. */
  'iphone-poll-only',
] as const;
/** One of CHIP_TROUBLES. */
export type ChipTrouble = (typeof CHIP_TROUBLES)[number];

/** What kind of thing answered, by its IC code and the head of its number. */
export type ChipKind = 'phone' | 'card' | 'host-emulation' | 'unlisted';

/** One full reading as it goes on record: everything but the chip's number, which is kept as a keyed hash beside it. */
export interface ChipReading {
  readonly reader: { readonly model: ReaderModel; readonly firmware: string; readonly serial: string | null };
  /** `full` walks everything; `iphone` is a single poll for 0003, which proves at most that something is left. */
  readonly scan: 'full' | 'iphone';
  /** UTC with milliseconds. */
  readonly startedAt: string;
  readonly tookMs: number;
  /** Null when nothing answered. `pmm` is 16 lower-case hex digits; IC code and ROM type are its second and first byte. */
  readonly chip: {
    readonly kind: ChipKind;
    readonly pmm: string;
    readonly icCode: number;
    readonly romType: number;
  } | null;
  /** What Request System Code listed, in its order; null when it was not answered. */
  readonly systemList: readonly number[] | null;
  readonly systems: readonly ChipSystem[];
  /** What the container says of carrier and phone model (Get Container Issue Information); null where it did not answer. */
  readonly container: { readonly carrier: string; readonly model: string } | null;
  readonly troubles: readonly ChipTrouble[];
  /** How many frames went to the chip, and SHA-256 over the log of them (numbers masked, a line feed after each line), lower-case hex. */
  readonly frames: number;
  readonly logSha256: string;
}

/** A reading as the reader's side hands it over; the number and the log never go on record themselves. */
export interface FreshReading {
  readonly reading: ChipReading;
  /** 16 lower-case hex digits with the system number masked (first digit 0), or null when nothing answered. */
  readonly idm: string | null;
  /** `=> hex` and `<= hex` lines of the FeliCa frames, in order, with names in place of all numbers that tell chips apart. */
  readonly log: readonly string[];
}

/** Something that the chip holds beyond an empty chip's structure; `node` null = the system itself. */
export interface Residue {
  readonly system: number;
  readonly node: ChipNode | null;
}

/** What an emptied chip of some phones still shows beyond the structure that every emptied chip has. */
export interface ChipBaseline {
  readonly id: string;
  /** IC codes that it holds for. */
  readonly icCodes: readonly number[];
  /** Phone models (as `ro.product.model` names them) that it holds for; empty = every model with that IC. */
  readonly models: readonly string[];
  /** Systems that may be there besides FE00, FE0F and FFFF, each with exactly the nodes that it may show. */
  readonly systems: readonly { readonly code: number; readonly nodes: readonly ChipNode[] }[];
  /** Where it comes from: who read which emptied phones, and when. */
  readonly source: string;
}

/** Why a reading came to be judged as it was; texts under `chip.reason.<id>`. */
export const CHIP_REASONS = [
  ...CHIP_TROUBLES,
  /** The chip of an iPhone: it shows a reader what Wallet lets it show, never all that it holds. */
  'apple-chip',
  /** Something beyond the empty structure is there. */
  'residue',
  /** The common area says that blocks are in use. */
  'blocks-in-use',
  /** A transit system with nothing but its root area. */
  'transit-root-only',
  /** The container shows nodes that no emptied chip is known to have. */
  'container-unknown-node',
  /** The chip's own list names a system that no emptied chip of this model is known to have, with nothing in it. */
  'system-unknown',
  /** The common area, which every chip of a phone has, was not seen. */
  'no-common-area',
  /** One poll for 0003 answered: an Express card is left on the iPhone. */
  'express-card-answers',
  /** Everything that an emptied chip shows was seen, and nothing else. */
  'only-empty-structure',
] as const;
/** One of CHIP_REASONS. */
export type ChipReason = (typeof CHIP_REASONS)[number];
