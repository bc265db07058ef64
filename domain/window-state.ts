import type { Progress } from './adapter.ts';
import type { TrustState } from './apple-facts.ts';
import type { ChipView, ChipWaiting, ReaderView } from './chip-view.ts';
import type { Battery } from './device.ts';
import type { RecordedError } from './entry-kinds.ts';
import type { Blocker, ClosingKind, InstructionId, Purpose, RungConsidered, RungId, Step } from './erasure.ts';
import type { Grade } from './grade.ts';
import type { JobId, OperatorId, PortId, RecordId } from './ids.ts';
import type { JobState } from './job.ts';
import type { Permission, Role } from './operator.ts';
import type { PhoneMode, SightingSource } from './port.ts';
import type { FindingOutcome } from './proof.ts';
import type { Settings } from './settings.ts';
import type { Language } from './text.ts';
import type { VerdictKind } from './verdict.ts';

/** What can be done with a phone for one purpose, as the board shows it before anything starts. */
export interface PlanView {
  readonly purpose: Purpose;
  /** Null: no method fits, and the phone can only be destroyed or given back. */
  readonly rung: RungId | null;
  readonly steps: readonly Step[];
  readonly closing: ClosingKind | null;
  readonly overwrites: boolean;
  /** Text keys under `not-covered.`. */
  readonly notCovered: readonly string[];
  readonly blockers: readonly Blocker[];
  readonly considered: readonly RungConsidered[];
}

/** What an iPhone tells beyond what every phone tells; what it withheld is null. */
export interface AppleView {
  readonly osVersion: string | null;
  readonly productType: string | null;
  /** False: its name is in no table, and the model is only its product type. */
  readonly isKnownModel: boolean;
  /** As sold. */
  readonly capacityBytes: number | null;
  readonly colour: string | null;
  readonly udid: string | null;
  readonly trust: TrustState | null;
  readonly activationLock: boolean | null;
  readonly supervised: boolean | null;
  readonly organisation: string | null;
  readonly esim: boolean | null;
}

/** A phone as it was read last on its Port; what it withheld is null, never guessed. */
export interface PhoneView {
  readonly maker: string | null;
  readonly model: string | null;
  /** Further names of its model, as product and build call it; where they are missing nobody looked them up. */
  readonly modelNames?: readonly string[];
  readonly serial: string | null;
  readonly imeis: readonly string[];
  /** Where the IMEI comes from; null when there is none. */
  readonly imeiSource: 'read' | 'scanned' | 'typed' | null;
  readonly androidVersion: string | null;
  readonly patchLevel: string | null;
  readonly battery: Battery | null;
  /** One for each purpose. */
  readonly plans: readonly PlanView[];
  /** Whether this phone can be asked to show its Port's name on its own screen. */
  readonly canShowPort: boolean;
  /** Null: it is no iPhone. */
  readonly apple: AppleView | null;
}

/** What a person is asked at one phone. */
export interface QuestionView {
  /** Changes with every question, so that a late answer cannot meet the next one. */
  readonly id: string;
  readonly instruction: InstructionId;
}

/** How far a running job has come; may be dropped and replaced by a later one. */
export interface ProgressView {
  readonly stage: Progress['stage'];
  readonly done: number;
  readonly total: number | null;
  /** Null until it can be told. */
  readonly bytesPerSecond: number | null;
  readonly remainingMs: number | null;
}

/** The verdict of a job as the ledger has it. */
export interface VerdictView {
  readonly outcome: FindingOutcome;
  readonly kind: VerdictKind | null;
  readonly grade: Grade | null;
}

/** One job as the board shows it; all of it follows from the ledger but `progress` and `question`. */
export interface JobView {
  readonly id: JobId;
  readonly record: RecordId;
  readonly port: PortId;
  readonly operator: OperatorId;
  /** Who else cannot take its second look, because its closing by persons rests on what they saw or did; empty until it waits for that look. */
  readonly witnesses: readonly string[];
  readonly state: JobState;
  readonly purpose: Purpose;
  readonly rung: RungId | null;
  readonly closing: ClosingKind | null;
  readonly overwrites: boolean;
  readonly maker: string | null;
  readonly model: string | null;
  /** Further names of its model, as product and build call it; where they are missing nobody looked them up. */
  readonly modelNames?: readonly string[];
  readonly serial: string | null;
  readonly imei: string | null;
  /** As sold; only iPhones tell it. */
  readonly capacityBytes: number | null;
  /** The record that this job tries again. */
  readonly retryOf: RecordId | null;
  /** The step in hand and its place in the plan, both null before the first and after the last. */
  readonly step: { readonly id: string; readonly act: string; readonly at: number; readonly of: number } | null;
  readonly progress: ProgressView | null;
  readonly question: QuestionView | null;
  /** Why it ended without a pass. */
  readonly reason: RecordedError | null;
  readonly verdict: VerdictView | null;
  /** The chip of this record, as the ledger has it. */
  readonly chip: ChipView;
  /** Milliseconds since 1970 UTC of the first and, for an ended job, the last entry. */
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

/** One physical place as the board shows it; it stays on the board while its phone is away. */
export interface PortView {
  readonly port: PortId;
  /** What a person called it; null: it has no name of its own yet. */
  readonly name: string | null;
  /** Its place on the board, counted from 1. */
  readonly place: number;
  /** Null: nothing is attached now. */
  readonly mode: PhoneMode | null;
  readonly source: SightingSource | null;
  /** The serial number as adb shows it before the phone was read. */
  readonly serial: string | null;
  /** `reading` while the phone is being read; null before, or when reading failed. */
  readonly phone: PhoneView | 'reading' | null;
  /** Why the phone could not be read. */
  readonly unreadable: RecordedError | null;
  /** The newest job of this Port since the program started, or one that a crash left; it stays until another phone is plugged in. */
  readonly job: JobView | null;
  /** The chip of the phone that is attached, when its record began before any job; null otherwise. */
  readonly chip: ChipView | null;
}

/** An account as every screen may see it. */
export interface AccountView {
  readonly id: OperatorId;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
}

/** Who is at the workstation, and what that person may do. */
export type AttendanceView =
  /** There are no accounts: whoever works declares a name. */
  | { readonly is: 'not-needed' }
  | { readonly is: 'nobody' }
  | { readonly is: 'present'; readonly account: AccountView; readonly may: readonly Permission[] }
  | { readonly is: 'locked'; readonly account: AccountView };

/** Whether phones can be seen and worked on now. */
export interface BenchView {
  readonly is: 'opening' | 'open' | 'closed';
  /** Why it is closed. */
  readonly error: RecordedError | null;
  /** Sources that see nothing now, and why. */
  readonly blind: readonly { readonly source: SightingSource; readonly why: RecordedError }[];
  /** How many phones are attached that no Port can be given to, because their serial numbers are empty or equal. */
  readonly ambiguous: number;
}

/** The practice rack of a practice workplace. */
export interface RackView {
  readonly is: 'absent' | 'starting' | 'running' | 'stopping';
  readonly phones: readonly { readonly port: PortId; readonly model: string; readonly fault: string | null }[];
  readonly error: RecordedError | null;
}

/** One fault that a phone of a practice rack can be given. */
export interface PracticeFaultView {
  readonly name: string;
  readonly says: Readonly<Record<Language, string>>;
}

/** What a person may want to know about the program itself. */
export interface AboutView {
  /** The folder of the ledger, the certificates and the reports. */
  readonly dataFolder: string;
  /** The licences of the program and of all parts it comes with, as plain text. */
  readonly licences: string;
}

/** The ledger in short. */
export interface LedgerView {
  readonly workstation: string;
  readonly entries: number;
  readonly head: string;
  /** How many unfinished jobs a crash had left; they were ended as interrupted at this start. */
  readonly recovered: number;
  /** Whether the signing key is kept by the operating system's key store. */
  readonly keyIn: 'key-store' | 'file';
}

/** Everything that a window shows; events keep it current. */
export interface WindowState {
  /** The number of the newest event that is in it. */
  readonly revision: number;
  readonly program: { readonly version: string; readonly shell: 'electron' | 'stand-in'; readonly platform: string };
  /** Practice and real work have their own data, key and ledger. */
  readonly workplace: 'real' | 'practice';
  readonly settings: Settings;
  readonly accounts: readonly AccountView[];
  readonly attendance: AttendanceView;
  readonly bench: BenchView;
  readonly rack: RackView;
  readonly ports: readonly PortView[];
  /** Jobs that wait for a second person and are on no Port of the board any more, oldest first. */
  readonly waiting: readonly JobView[];
  readonly ledger: LedgerView;
  readonly readers: readonly ReaderView[];
  /** Why no reader can be seen now; null while they can. */
  readonly readersBlind: RecordedError | null;
  /** Records that passed and wait for their chip, newest first, at most 200. */
  readonly chipsWaiting: readonly ChipWaiting[];
  /** Files about chips and tools of other companies that cannot be used, as far as they are known. */
  readonly chipFaults: readonly RecordedError[];
}

/** One change of what a window shows. Each part arrives whole, so that applying it twice changes nothing. */
export type WindowChange =
  | { readonly kind: 'port'; readonly port: PortView }
  | { readonly kind: 'port-removed'; readonly port: PortId }
  | { readonly kind: 'progress'; readonly port: PortId; readonly job: JobId; readonly progress: ProgressView }
  | { readonly kind: 'waiting'; readonly waiting: readonly JobView[] }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'accounts'; readonly accounts: readonly AccountView[] }
  | { readonly kind: 'attendance'; readonly attendance: AttendanceView }
  | { readonly kind: 'bench'; readonly bench: BenchView }
  | { readonly kind: 'rack'; readonly rack: RackView }
  | { readonly kind: 'ledger'; readonly ledger: LedgerView }
  | { readonly kind: 'readers'; readonly readers: readonly ReaderView[]; readonly blind: RecordedError | null }
  | { readonly kind: 'chips-waiting'; readonly chipsWaiting: readonly ChipWaiting[] }
  | { readonly kind: 'chip-faults'; readonly chipFaults: readonly RecordedError[] }
  /** Everything has changed, as when the workplace is another: ask for the state again. */
  | { readonly kind: 'everything' };

/** A change with its number; numbers have no gaps, so a gap means that something was missed. */
export interface WindowEvent {
  readonly revision: number;
  readonly change: WindowChange;
}

/** Tells whether a job's storage passed, with a pass on record; its chip may still stand in the way of a sale. */
export function isErased(job: Pick<JobView, 'state' | 'verdict'>): boolean {
  return job.state === 'passed' && job.verdict?.outcome === 'pass';
}

/** Tells whether a job may be shown in green: storage passed, and its chip lets it be sold. Nothing else ever is. */
export function isGreen(
  job: Pick<JobView, 'state' | 'verdict'> & { readonly chip: Pick<ChipView, 'sale' | 'blocks'> },
): boolean {
  return isErased(job) && job.chip.sale === 'allowed' && job.chip.blocks.length === 0;
}

/** The order of tiles: by place, and by Port where two share a place for a moment, so that every reader sees the same. */
export function byPlace(one: Pick<PortView, 'place' | 'port'>, other: Pick<PortView, 'place' | 'port'>): number {
  return one.place - other.place || (one.port < other.port ? -1 : 1);
}
