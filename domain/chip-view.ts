import type { ChipKind, ChipReading, ChipReason, ChipState } from './chip.ts';
import type { LicensedToolFacts } from './chip-entries.ts';
import type { ChipFile } from './chip-file.ts';
import type { BothLanguages, ChipGuide } from './chip-guide.ts';
import type { RecordedError } from './entry-kinds.ts';
import type { JobId, OperatorId, PortId, ReaderId, RecordId } from './ids.ts';
import type { ReaderModel } from './reader.ts';

/** What helps a person to place a phone, moment by moment; texts under `reader.help.<id>`. */
export const PLACEMENT_HELPS = [
  'lay-phone',
  'hold-still',
  'move-phone',
  'one-only',
  'take-card-out',
  'wake-phone',
  'put-back',
  'same-phone',
  'let-cool',
  'replug-reader',
] as const;
/** One of PLACEMENT_HELPS. */
export type PlacementHelp = (typeof PLACEMENT_HELPS)[number];

/** Something that a chip still holds, under the name that people know; null = nobody has a name for it. */
export interface NamedResidue {
  readonly name: BothLanguages | null;
  /** As in `FE00 1000-173F` or `0003 090F`. */
  readonly code: string;
}

/** One finished reading of a chip, before or after it was bound to a record. */
export interface ReadingView {
  readonly id: string;
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly scan: 'full' | 'iphone';
  readonly kind: ChipKind | null;
  readonly state: ChipState;
  readonly reasons: readonly ChipReason[];
  readonly residues: readonly NamedResidue[];
  /** The chip's number, all but its last four digits hidden; null when nothing answered. */
  readonly idmTail: string | null;
  readonly systems: readonly number[];
  /** What the chip's container says of carrier and model of its phone, each at most a few letters; null where it did not say. */
  readonly container: ChipReading['container'];
  /** The record that it was bound to, null until somebody confirmed. */
  readonly record: RecordId | null;
  /** A record under which this same chip was read before; a phone that is confirmed as another one is told. */
  readonly seenIn: RecordId | null;
  /** How a loose card may be zeroed with consent; null for everything else, a phone's chip above all. */
  readonly zeroable: 'lite' | 'ndef' | 'keyless' | null;
}

/** One contactless reader as the board shows it. */
export interface ReaderView {
  readonly reader: ReaderId;
  /** Null: a reader that has no driver here. */
  readonly model: ReaderModel | null;
  readonly name: string;
  readonly firmware: string | null;
  readonly is: 'opening' | 'ready' | 'reading' | 'read' | 'fault';
  /** What it looks for: a phone's chip in full, or the one poll for iPhones. */
  readonly scan: 'full' | 'iphone';
  readonly help: PlacementHelp;
  readonly error: RecordedError | null;
  /** The newest reading; it stays until the next one, also after the phone was taken away. */
  readonly reading: ReadingView | null;
  /** Whether something lies on it now. */
  readonly isOccupied: boolean;
}

/** The chip of one record as screens show it. */
export interface ChipView extends Omit<ChipFile, 'residues'> {
  readonly record: RecordId | null;
  readonly residues: readonly NamedResidue[];
}

/** A record whose phone passed but whose chip does not let it be sold yet. */
export interface ChipWaiting {
  readonly record: RecordId;
  readonly job: JobId | null;
  readonly maker: string | null;
  readonly model: string | null;
  /** Further names of its model, as product and build call it; where they are missing nobody looked them up. */
  readonly modelNames?: readonly string[];
  readonly imei: string | null;
  readonly serial: string | null;
  readonly chip: ChipView;
  readonly endedAtMs: number | null;
}

/** How one step of a guide stands in a record. */
export interface GuideStepView {
  readonly id: string;
  readonly outcome: 'done' | 'not-possible' | 'not-needed' | null;
  /** What was seen, by the word of the step's answer; empty where none was given. */
  readonly saw: string;
  readonly by: OperatorId | null;
  readonly atMs: number | null;
}

/** Everything about the chip of one record: what happened, the way out, and which tools are at hand. */
export interface ChipDetail {
  readonly record: RecordId | null;
  readonly port: PortId | null;
  readonly chip: ChipView;
  readonly guide: ChipGuide | null;
  readonly steps: readonly GuideStepView[];
  readonly history: readonly ChipEvent[];
  readonly tools: readonly (LicensedToolFacts & { readonly models: readonly string[] })[];
}

/** One line of a phone's history, across all its records; newest first. */
export interface ChipEvent {
  readonly record: RecordId;
  readonly atMs: number;
  readonly by: string;
  readonly what:
    | {
        readonly is: 'read';
        readonly state: ChipState;
        readonly reader: string;
        /** Another record, of what is not this phone, under which the same chip was read before. */
        readonly alsoReadIn: string | null;
        /** The model that the chip's container named, where it was another than the phone's; null otherwise. */
        readonly otherModel: string | null;
        /** The clock was changed between reading and binding, so that the reading counts as old. */
        readonly hasClockMoved: boolean;
      }
    /** The same chip was read as another phone's, under that record. */
    | { readonly is: 'contradicted'; readonly otherRecord: string }
    | { readonly is: 'presence'; readonly presence: 'present' | 'not-present' | 'unknown' }
    | {
        readonly is: 'step';
        readonly title: BothLanguages | null;
        readonly step: string;
        readonly outcome: 'done' | 'not-possible' | 'not-needed';
        /** Whether whoever recorded it changed the chip, so that somebody else has to read it. */
        readonly isOwnHand: boolean;
        /** What was seen, in the words of the guide; null where nothing was asked, or where no guide has the words any more. */
        readonly saw: BothLanguages | null;
      }
    | { readonly is: 'tool'; readonly product: string; readonly result: 'erased' | 'refused' | 'failed' }
    | { readonly is: 'online'; readonly outcome: 'done' | 'not-done' }
    | { readonly is: 'overridden'; readonly why: string };
}
