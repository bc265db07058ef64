import type { AuditContent } from './audit-report.ts';
import type { ChipFile } from './chip-file.ts';
import type { JobId, PortId, RecordId } from './ids.ts';
import type { JobState } from './job.ts';
import type { JsonObject } from './json.ts';
import type { ChainAnswer } from './ledger-faults.ts';
import type { FindingOutcome } from './proof.ts';
import type { CertificateContent } from './report.ts';

/** One line of the ledger as a screen shows it: all of it, in the words of its kind. */
export interface EntryView {
  readonly seq: number;
  readonly hash: string;
  /** UTC, with the local offset in minutes and the clock's source. */
  readonly at: string;
  readonly offsetMinutes: number;
  readonly clock: string;
  readonly kind: string;
  readonly actor: string;
  readonly port: PortId | null;
  readonly job: JobId | null;
  readonly record: RecordId | null;
  readonly body: JsonObject;
}

/** Entries from newest to oldest; `before` asks for the next older ones, null when there are none. */
export interface EntryPage {
  readonly entries: readonly EntryView[];
  readonly before: number | null;
}

/** One record that fits what was looked for: a record number, an IMEI, a serial number or a model. */
export interface RecordFound {
  readonly record: RecordId;
  readonly atMs: number;
  readonly state: JobState;
  readonly outcome: FindingOutcome | null;
  readonly maker: string | null;
  readonly model: string | null;
  /** Further names of its model, as product and build call it; where they are missing nobody looked them up. */
  readonly modelNames?: readonly string[];
  readonly serial: string | null;
  readonly imei: string | null;
  /** What its chip amounts to; where it is missing nobody looked it up, and the record is never shown in green. */
  readonly chip?: Pick<ChipFile, 'state' | 'sale' | 'blocks'>;
}

/** One line of what passed between this computer and the phone; texts are cut, numbers that name a person are not in it. */
export interface ExchangeLine {
  readonly at: string;
  readonly direction: 'sent' | 'received';
  readonly text: string;
}

/** Everything that is known of one record: its entries, what its certificate says, and the raw exchange where this program heard it. */
export interface RecordView {
  readonly record: RecordId;
  readonly entries: readonly EntryView[];
  readonly content: CertificateContent;
  /** The last lines only. Empty when the program was restarted since: the exchange itself is not kept, its digests are in the entries. */
  readonly exchange: readonly ExchangeLine[];
}

/** The answer of a chain check on the screen. */
export interface LedgerAnswer {
  readonly chain: ChainAnswer;
  readonly file: string;
}

/** A report as the screen shows it, before anything is written. */
export interface ReportAnswer {
  readonly content: AuditContent;
}

/** Files that were written, and the folder they are in. */
export interface WrittenFiles {
  readonly folder: string;
  readonly files: readonly string[];
}
