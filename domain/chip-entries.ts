import type { ChipBaseline, ChipReading, ChipReason, ChipState, Residue } from './chip.ts';
import type { StepDoer } from './chip-guide.ts';
import type { Presence, PresenceSource } from './chip-presence.ts';
import type { Claim, DeviceFacts } from './device.ts';

/** Who acted, and whether that person had logged in; without it the name is declared. */
export interface ChipActor {
  readonly operator: string;
  readonly authenticated?: true;
}

/** What a tool of another company says of itself; nobody checked it. */
export interface LicensedToolFacts {
  readonly id: string;
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly licenceHolder: string;
}

/** A reading that did not find a chip empty, by its state (`silent`: nothing at all answered), or a look at the phone's own screen that showed it in use. */
export interface ShownChip {
  readonly is: 'residual' | 'review' | 'unknown' | 'silent' | 'in-use';
  /** When the reading was made, or the look went on record (UTC with milliseconds). */
  readonly at: string;
}

/** What the ledger keeps about the chip of a record's phone: never its number, never what its blocks hold. */
export interface ChipBodies {
  /** The record begins with its chip, before any job: the phone as it was read, so that the record can be found by it. */
  readonly 'chip-record-opened': ChipActor & { readonly device: DeviceFacts; readonly claims: readonly Claim[] };
  readonly 'chip-presence-judged': { readonly presence: Presence };
  /** A reading, bound to this record by a person who confirmed that the phone on the reader is this phone. */
  readonly 'chip-read': ChipActor & {
    readonly reading: ChipReading;
    /** HMAC-SHA-256 of the chip's number with this workstation's key, lower-case hex; null when nothing answered. */
    readonly idmHash: string | null;
    /** What it was judged against; null = the structure that every emptied chip has, alone. */
    readonly baseline: ChipBaseline | null;
    readonly state: ChipState;
    readonly reasons: readonly ChipReason[];
    readonly residues: readonly Residue[];
    /** Another record under which the same chip was read before, or null. */
    readonly alsoReadIn: string | null;
    /** The clock was changed between reading and binding, so that nobody knows when the reading was made. */
    readonly clockMoved?: true;
    /** The chip's container named another model than the phone of this record; whoever bound it saw both names. */
    readonly modelDiffers?: true;
  };
  /** The chip of this record was read under another record, as another phone's: one of the two is wrong, and nobody can tell which. */
  readonly 'chip-contradicted': { readonly otherRecord: string };
  /**
   * What other records of the same phone show of its chip and this one did not say yet. A phone that is plugged in again begins a new
   * record; what is known of its chip does not end with the old one. It can only speak against a sale.
   */
  readonly 'chip-carried-over': {
    readonly otherRecords: readonly string[];
    /** Lasting signs of a chip, and nothing else. */
    readonly sources: readonly PresenceSource[];
    /** Chips that were read as this phone's, each as in `chip-read`. */
    readonly idmHashes: readonly string[];
    /** Who did something to the chip, and when (UTC with milliseconds). */
    readonly acts: readonly { readonly by: string; readonly at: string }[];
    /** What showed the chip to be anything but empty; entries of before this was carried do not have it. */
    readonly shown?: readonly ShownChip[];
  };
  /** One step of a guide, as a person says it went. */
  readonly 'chip-guide-step': ChipActor & {
    readonly guide: { readonly id: string; readonly version: string };
    readonly step: string;
    readonly outcome: 'done' | 'not-possible' | 'not-needed';
    /** As the guide's step says: whether it can change what the chip holds, so that a reading before it counts no more. */
    readonly changesChip: boolean;
    /** Who does the step, as the guide says; entries of before this was recorded do not have it. */
    readonly who?: StepDoer;
    /** What was seen, by the word of the step's answer; empty when the step asks for none. */
    readonly saw: string;
  };
  /** What a licensed tool reported; its word alone decides nothing. */
  readonly 'chip-tool-ran': ChipActor & {
    readonly tool: LicensedToolFacts;
    readonly result: 'erased' | 'refused' | 'failed';
    readonly startedAt: string;
    readonly endedAt: string;
    /** SHA-256 of the tool's own report, kept beside the ledger; null when it gave none. */
    readonly reportSha256: string | null;
    /** Whether a signature came with the report. Nobody here checked it: whose key it is, only the tool's maker says. */
    readonly isSigned: boolean;
    /** That signature, base64, for who has the maker's key; entries of before do not have it, nor those with a longer one than is kept. */
    readonly reportSignature?: string;
  };
  /** Whether an iPhone was let online once after its erase, so that the servers take its cards away too, as a person says; it decides nothing. */
  readonly 'chip-apple-online': ChipActor & { readonly outcome: 'done' | 'not-done' };
  /** A supervisor lets the phone be sold against the gate; it is printed everywhere and never green. */
  readonly 'chip-gate-overridden': ChipActor & { readonly why: string };
}

/** The kind of an entry about a chip. */
export type ChipEntryKind = keyof ChipBodies;

/** The kinds of entries about chips. */
export const CHIP_KINDS = [
  'chip-record-opened',
  'chip-presence-judged',
  'chip-read',
  'chip-contradicted',
  'chip-carried-over',
  'chip-guide-step',
  'chip-tool-ran',
  'chip-apple-online',
  'chip-gate-overridden',
] as const satisfies readonly ChipEntryKind[];

/** Tells whether a text names a kind of entry about a chip. */
export function isChipKind(kind: string): kind is ChipEntryKind {
  return CHIP_KINDS.some((one) => one === kind);
}

/** A loose card that was zeroed with its owner's consent; it belongs to no record. */
export interface CardBodies {
  readonly 'card-zeroed': ChipActor & {
    readonly cardHash: string;
    readonly icCode: number;
    readonly way: 'lite' | 'ndef' | 'keyless';
    readonly blocksWritten: number;
    /** Whether every block that was written was read back as zero. */
    readonly isReadBack: boolean;
    readonly left: readonly string[];
  };
}
