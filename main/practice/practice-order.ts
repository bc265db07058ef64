import type { Progress } from '../../domain/adapter.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Grade } from '../../domain/grade.ts';
import type { FindingOutcome } from '../../domain/proof.ts';
import type { ProcessLauncher } from '../../domain/side-process.ts';
import type { Patience } from '../../native-adapters/index.ts';
import type { PracticeRack, PracticeRackOptions, PracticeReadersOptions } from '../../practice/index.ts';
import type { ShortChip } from '../chips/chip-on-record.ts';
import type { Job } from '../jobs/job.ts';

/** What is practised: how many phones, with which faults, and where the results go. */
export interface PracticeOrder {
  readonly phones: number;
  /** How many iPhones beside them; none when left out. */
  readonly iphones?: number;
  readonly seed: string;
  readonly faults: readonly string[];
  readonly out: string;
  /** The data folder; null = `data` inside `out`. */
  readonly dataFolder: string | null;
  readonly storageBytes: number;
  readonly adb: 'real' | 'in-process' | 'auto';
  /** Which models stand in the slots, and in what situations; the usual ones when left out. */
  readonly wishes?: Pick<
    PracticeRackOptions,
    'models' | 'situations' | 'iphoneModels' | 'iphoneSituations' | 'muxLife'
  >;
  /** What is left in the phones' chips; the owners emptied all of them when left out. */
  readonly chips?: Pick<PracticeReadersOptions, 'chips' | 'residual'>;
  /** Patience other than that for virtual phones. */
  readonly patience?: Partial<Patience>;
  /** How the rack's process is started. */
  readonly launch: ProcessLauncher;
}

/** Who hears what happens, port by port. */
export interface PracticeAudience {
  onRack(rack: PracticeRack): void;
  onJob(job: Job): void;
  onProgress(job: Job, progress: Progress): void;
  onEnd(job: PracticeJob): void;
}

/** How one phone of a practice ended. */
export interface PracticeJob {
  readonly port: string;
  readonly model: string;
  readonly fault: string | null;
  readonly verdict: FindingOutcome;
  readonly grade: Grade | null;
  readonly reason: ErrorCode | null;
  readonly record: string | null;
  /** What is known of its chip, and whether that lets it be sold; null for a phone without a record. */
  readonly chip: ShortChip | null;
  /** The certificate, for a pass only. */
  readonly certificate: { readonly pdf: string; readonly json: string } | null;
  /** The record of a phone that did not pass, in the same form but under another title. */
  readonly report: { readonly pdf: string; readonly json: string } | null;
}

/** The result of a practice. */
export interface PracticeResult {
  readonly jobs: readonly PracticeJob[];
  readonly ledger: string;
  readonly certificates: string;
  readonly adb: PracticeRack['adb'];
  readonly bytes: { readonly erased: number; readonly hostToPhone: number };
  /** Places where a phone's text was run as a command; empty unless something is badly wrong. */
  readonly injections: readonly string[];
}
