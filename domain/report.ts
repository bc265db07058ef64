import type { CertifiedApple, Sanitization } from './certified-apple.ts';
import type { ChipReason, ChipState } from './chip.ts';
import type { ChipActor } from './chip-entries.ts';
import type { ChipFile } from './chip-file.ts';
import type { Consent } from './consent.ts';
import type { Claim, DeviceFacts } from './device.ts';
import type { RecordedError, ToolFacts } from './entry-kinds.ts';
import type { ClosingKind, InstructionId, Purpose, RuleId, RungId, Strength } from './erasure.ts';
import type { OverwriteFigures } from './evidence.ts';
import type { Grade, GradeCap, GradeFacts } from './grade.ts';
import type { JobState } from './job.ts';
import type { FindingOutcome } from './proof.ts';
import type { Gap, Review, VerdictKind } from './verdict.ts';

/** The version of the certificate's form; a change of any field's meaning raises it. */
export const CERTIFICATE_SCHEMA = 1;

/** Everything that must hold in the ledger before a record may be headed 消去証明書; each is a reason not to, under `doubt.<id>`. */
export const DOUBTS = [
  'no-entries',
  'mixed-records',
  'out-of-order',
  'unreadable-entry',
  'unknown-entry',
  'no-plan',
  'no-consent',
  'broken-states',
  'not-passed',
  'no-verdict',
  'two-verdicts',
  'verdict-not-pass',
  'verdict-inconsistent',
  'review-missing',
  'rule-unproven',
  'step-unfinished',
  'overwrite-unproven',
  'another-phone',
  'destruction-ordered',
  'changed-after-verdict',
] as const;
/** One reason why a record is not headed 消去証明書. */
export type Doubt = (typeof DOUBTS)[number];

/** What a paper may not claim, and what it is; printed on each one but an iPhone's under `limit.<id>`. */
export const LIMITS = [
  'own-statement',
  'not-whole-flash',
  'no-key-observation',
  'reset-is-not-overwrite',
  'chip-not-erased',
  'jpki-not-revoked',
  'no-recovery-promise',
  'no-trusted-time',
  'signature-scope',
  'no-certification',
] as const;
/** One limit of what a certificate says. */
export type LimitId = (typeof LIMITS)[number] | 'apple-keys';

/** The limits of an iPhone's paper: nothing was overwritten there, so it says who destroys the keys instead of how far an overwrite reaches. */
export const APPLE_LIMITS: readonly LimitId[] = LIMITS.map((limit) =>
  limit === 'not-whole-flash' ? 'apple-keys' : limit,
);

/** A time as the ledger has it: UTC, local time minus UTC in minutes, and whose clock it was. */
export interface RecordedTime {
  readonly at: string;
  readonly offsetMinutes: number;
  readonly clock: string;
}

/** What the headline of a record says: a pass of either kind, or how the job ended without one. */
export type Headline =
  | VerdictKind
  | 'failed'
  | 'inconclusive'
  | 'unerasable'
  | 'cancelled'
  | 'interrupted'
  | 'unfinished';

/** The device as it was read before the job; null where the ledger says nothing. */
export interface CertifiedDevice extends CommonDevice {
  /** There for iPhones only. */
  readonly apple?: CertifiedApple;
}

type CommonDevice = Pick<
  DeviceFacts,
  | 'maker'
  | 'model'
  | 'product'
  | 'serial'
  | 'imeis'
  | 'androidVersion'
  | 'patchLevel'
  | 'cryptoState'
  | 'cryptoType'
  | 'metadataEncrypted'
  | 'verifiedBoot'
  | 'launchSdk'
  | 'fingerprint'
  | 'accounts'
  | 'sdCard'
>;

/** One instruction that a person followed during a step. */
export interface CertifiedAct {
  readonly instruction: InstructionId;
  readonly operator: string;
  readonly saw: string;
  readonly time: RecordedTime;
}

/** One step of the plan and what the ledger knows of its end: 成功, 失敗, 不明 or 未実施. */
export interface CertifiedStep {
  readonly id: string;
  readonly act: string;
  readonly by: 'machine' | 'operator';
  readonly strength: Strength | null;
  readonly outcome: 'done' | 'failed' | 'unknown' | 'not-run';
  readonly error: RecordedError | null;
  readonly started: RecordedTime | null;
  readonly ended: RecordedTime | null;
  readonly acts: readonly CertifiedAct[];
}

/** One overwrite as its evidence has it; `coverage` is null when nothing can be computed. */
export interface CertifiedOverwrite {
  readonly figures: OverwriteFigures;
  readonly coverage: number;
  readonly source: string;
}

/** One rule of the plan with what the findings and evidence say of it. */
export interface CertifiedRule {
  readonly rule: RuleId;
  readonly outcome: FindingOutcome;
  readonly by: 'machine' | 'person' | null;
  readonly reason: string | null;
  /** Who or what the evidence came from. */
  readonly sources: readonly string[];
  /** The numbers and short texts of the evidence that belongs to the rule, by name. */
  readonly figures: Readonly<Record<string, string | number | boolean>>;
}

/** One reading of the chip, as it stands on record; its number is only a keyed hash. */
export interface CertifiedChipReading {
  readonly time: RecordedTime;
  readonly by: string;
  readonly authenticated: boolean;
  /** Model and firmware of the reader. */
  readonly reader: string;
  readonly scan: 'full' | 'iphone';
  readonly state: ChipState;
  readonly reasons: readonly ChipReason[];
  readonly pmm: string | null;
  readonly idmHash: string | null;
  /** System codes that were seen, as four hex digits. */
  readonly systems: readonly string[];
}

/** One step of a guide that a person says was taken, was not possible or was not needed. */
export interface CertifiedGuideStep {
  readonly time: RecordedTime;
  readonly by: string;
  readonly guide: string;
  readonly version: string;
  readonly step: string;
  readonly outcome: 'done' | 'not-possible' | 'not-needed';
  readonly saw: string;
}

/** What a licensed tool reported, and of whom; it decides nothing. */
export interface CertifiedTool {
  readonly time: RecordedTime;
  readonly by: string;
  readonly tool: string;
  readonly licenceHolder: string;
  readonly result: 'erased' | 'refused' | 'failed';
  readonly reportSha256: string | null;
}

/** What the record says of the phone's FeliCa chip, and whether it lets the phone be sold. */
export interface CertifiedChip
  extends Pick<ChipFile, 'state' | 'reasons' | 'sale' | 'blocks' | 'recheck' | 'presence'> {
  /** As in `FE00 1000-173F` or `0003 090F`. */
  readonly residues: readonly string[];
  readonly readings: readonly CertifiedChipReading[];
  readonly steps: readonly CertifiedGuideStep[];
  readonly tools: readonly CertifiedTool[];
  readonly override:
    | (Pick<ChipActor, 'authenticated'> & { readonly time: RecordedTime; readonly by: string; readonly why: string })
    | null;
  /** There for iPhones only: whether it was let online since its erase, as a person says; null where nobody said. */
  readonly iphone?: {
    readonly online: { readonly time: RecordedTime; readonly by: string; readonly outcome: 'done' | 'not-done' } | null;
  };
}

/** Where the record stands in its ledger. */
export interface LedgerPosition {
  readonly workstation: string | null;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  /** Hash of the record's last entry that is not an issue of this paper. */
  readonly headHash: string | null;
  readonly entries: number;
}

/** The words of the paper in one language, so that the file can be read without this program. */
export interface CertificateWords {
  readonly title: string;
  readonly headline: string;
  readonly methods: readonly string[];
  readonly notCovered: readonly string[];
  readonly notExamined: readonly string[];
  readonly limits: readonly string[];
  /** State and sale in one sentence each; there when anything about the chip is on record. */
  readonly chip?: readonly string[];
  /** What was done instead of an overwrite, and by which checks it was confirmed; there for an iPhone that passed. */
  readonly sanitization?: string;
}

/** All that a certificate says of one record; the same for the original and every reprint. */
export interface CertificateContent {
  readonly record: string | null;
  readonly job: string | null;
  readonly port: string | null;
  readonly practice: boolean;
  readonly outcome: FindingOutcome;
  readonly headline: Headline;
  readonly doubts: readonly Doubt[];
  readonly gaps: readonly Gap[];
  readonly error: RecordedError | null;
  readonly jobState: JobState | null;
  readonly grade: { readonly is: Grade; readonly caps: readonly GradeCap[]; readonly facts: GradeFacts | null };
  readonly device: CertifiedDevice | null;
  readonly claims: readonly Claim[];
  readonly purpose: Purpose | null;
  readonly plan: {
    readonly adapter: string;
    readonly rung: RungId;
    readonly closing: ClosingKind;
    readonly overwrites: boolean;
  } | null;
  /** There when the plan erases by destroying keys alone. */
  readonly sanitization?: Sanitization;
  readonly steps: readonly CertifiedStep[];
  readonly overwrites: readonly CertifiedOverwrite[];
  readonly rules: readonly CertifiedRule[];
  readonly notCovered: readonly string[];
  readonly notExamined: readonly string[];
  /** There when anything about the chip is on record; without it nobody looked at the chip. */
  readonly chip?: CertifiedChip;
  /** Who the shop said it was when the job was drafted; nobody checked it, and older records do not have it. */
  readonly shop?: { readonly name: string; readonly licence: string };
  readonly operator: string | null;
  /** There when the operator had logged in; without it the name is declared. */
  readonly operatorAuthenticated?: true;
  readonly review: Review;
  readonly consent: Consent | null;
  readonly tool: ToolFacts | null;
  readonly retryOf: string | null;
  readonly times: {
    readonly drafted: RecordedTime | null;
    readonly started: RecordedTime | null;
    readonly decided: RecordedTime | null;
    readonly ended: RecordedTime | null;
  };
  readonly ledger: LedgerPosition;
  readonly limits: readonly LimitId[];
  readonly words: { readonly ja: CertificateWords; readonly en: CertificateWords };
}

/** Whether this copy is the original or the n-th reprint, with a signature of that mark alone. */
export interface IssueMark {
  readonly kind: 'original' | 'reprint';
  /** 0 for the original, then 1, 2, … */
  readonly number: number;
  /** Ed25519 over issueText, base64. */
  readonly signature: string;
}

/** Who signed the content: Ed25519 over contentText, base64; the key id is SHA-256 of the raw public key, lower-case hex. */
export interface SignatureBlock {
  readonly algorithm: 'Ed25519';
  readonly keyId: string;
  readonly publicKey: string;
  readonly signature: string;
}

/** The signed file of one record: content, mark of issue, signature. A reprint differs from its original in `issue` alone. */
export interface Certificate {
  readonly schema: 'hakushi-certificate';
  readonly schemaVersion: typeof CERTIFICATE_SCHEMA;
  readonly content: CertificateContent;
  readonly issue: IssueMark;
  readonly signature: SignatureBlock;
}
