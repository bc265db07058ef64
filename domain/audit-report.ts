import type { RecordedError } from './entry-kinds.ts';
import type { Purpose, RungId, Strength } from './erasure.ts';
import type { Grade } from './grade.ts';
import type { JobState } from './job.ts';
import type { ChainAnswer } from './ledger-faults.ts';
import type { Role } from './operator.ts';
import type { FindingOutcome } from './proof.ts';
import type { Doubt, Headline, LimitId, RecordedTime, SignatureBlock } from './report.ts';
import type { Review } from './verdict.ts';

/** The version of the audit report's form; a change of any field's meaning raises it. */
export const AUDIT_REPORT_SCHEMA = 1;

/** What a field holds that this version of the program writes no entry about; the full report fills it later. */
export type NotRecorded = 'not-recorded';
/** The one NotRecorded. */
export const NOT_RECORDED: NotRecorded = 'not-recorded';

/** Local days of the workstation, YYYY-MM-DD, both included: each entry's day is its UTC time plus its own recorded offset. */
export interface AuditPeriod {
  readonly from: string;
  readonly to: string;
}

/** How a phone of the report ended; every phone is counted under exactly one. */
export const AUDIT_ENDS = [
  'machine-proven',
  'person-attested',
  'failed',
  'inconclusive',
  'unerasable',
  'cancelled',
  'interrupted',
  'open',
  'awaiting-review',
] as const;
/** One of AUDIT_ENDS. */
export type AuditEnd = (typeof AUDIT_ENDS)[number];

/** What became of the overwrite of a phone, which does not apply to iPhones; every phone is counted under exactly one. */
export const AUDIT_OVERWRITES = [
  'done',
  'not-completed',
  'impossible',
  'not-applicable',
  'not-asked',
  'unknown',
] as const;
/** One of AUDIT_OVERWRITES. */
export type AuditOverwrite = (typeof AUDIT_OVERWRITES)[number];

/** Whether another person confirmed; every phone is counted under exactly one. */
export const AUDIT_REVIEWS = ['accepted', 'rejected', 'switched-off', 'not-made'] as const satisfies Review['is'][];
/** What an intake or an inspection was asked for; unknown when the record does not say. */
export const AUDIT_PURPOSES = ['intake', 'inspection', 'unknown'] as const;
/** What is known of a phone's FeliCa chip; every phone is counted under exactly one. */
export const AUDIT_FELICA = ['unused', 'residual', 'review', 'not-present', 'apple-erased', 'unknown'] as const;
/** Whether the chip lets the phone be sold; `not-recorded` where nothing about the chip is on record. */
export const AUDIT_CHIP_SALES = ['allowed', 'blocked', 'overridden', 'not-recorded'] as const;
/** What is known of a phone's JPKI certificate, from the steps of a guide that a person confirmed; only what the owner said or a screen showed. */
export const AUDIT_JPKI = ['declared', 'seen', 'not-capable', 'reset-before', 'unknown'] as const;

/** What a probe said of one fact, or that nothing is on record. */
export type AuditReading =
  | { readonly is: 'value'; readonly value: string }
  | { readonly is: 'absent' | 'not-readable' | NotRecorded };

/** A reason why a phone of the report does not count as passed; `chain-broken` for all where the chain does not check out. */
export type AuditDoubt = Doubt | 'chain-broken' | 'undated';

/** One phone of the report: one record of the ledger, as its certificate would say it. */
export interface AuditDevice {
  readonly record: string;
  readonly job: string | null;
  /** The local day of its first entry; null when that time cannot be read. */
  readonly day: string | null;
  readonly maker: AuditReading;
  readonly model: AuditReading;
  readonly serial: AuditReading;
  readonly imeis: readonly { readonly imei: string; readonly source: 'read' | 'scanned' | 'typed' }[];
  readonly purpose: Purpose | 'unknown';
  readonly rung: RungId | 'unknown';
  /** The kinds of act whose steps have a recorded end of success, each once; a reset is never listed as an overwrite. */
  readonly done: readonly Strength[];
  readonly overwrite: AuditOverwrite;
  /** The share of the free space that was reached, 0..1; null when nothing is known. */
  readonly coverage: number | null;
  readonly outcome: FindingOutcome;
  readonly end: AuditEnd;
  /** What the record alone would be headed, before the state of the chain was looked at. */
  readonly headline: Headline;
  readonly jobState: JobState | 'unknown';
  readonly doubts: readonly AuditDoubt[];
  readonly error: RecordedError | null;
  readonly grade: Grade;
  readonly operator: string | NotRecorded;
  /** Whether the operator had logged in; otherwise the name is declared. */
  readonly operatorLoggedIn: boolean;
  readonly review: Review['is'];
  readonly reviewer: string | NotRecorded;
  readonly reviewerLoggedIn: boolean;
  readonly resetObserved: boolean;
  readonly toldNoOverwrite: 'told' | 'not-needed' | 'not-told' | NotRecorded;
  readonly identityCheck: 'done' | NotRecorded;
  readonly tool: string | NotRecorded;
  readonly felica: (typeof AUDIT_FELICA)[number];
  readonly chipSale: (typeof AUDIT_CHIP_SALES)[number];
  readonly jpki: (typeof AUDIT_JPKI)[number];
  readonly disposition: NotRecorded;
  readonly drafted: RecordedTime | null;
  readonly started: RecordedTime | null;
  readonly decided: RecordedTime | null;
  readonly ended: RecordedTime | null;
  readonly originals: number;
  readonly reprints: number;
  readonly retryOf: string | null;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** What an auditor wants to look at first; the texts are under `report.exception.<kind>`. */
export const AUDIT_EXCEPTIONS = [
  'pass-not-supported',
  'another-phone',
  'chip-overridden',
  'stop-blocker-passed',
  'second-person-off',
  'blocker-passed',
  'interrupted',
  'overwrite-impossible',
  'not-told-no-overwrite',
  'unreadable-entry',
  'destruction-ordered',
  'identity-typed',
  'retry',
  'reprint',
  'clock-went-back',
  'key-rotated',
  'setting-changed',
  'operator-changed',
  'operator-refused',
  'operator-locked-out',
] as const;
/** One of AUDIT_EXCEPTIONS. */
export type AuditExceptionKind = (typeof AUDIT_EXCEPTIONS)[number];

/** One thing out of the ordinary, with the entry where it shows. `detail` holds ids, numbers and times as the ledger has them. */
export interface AuditException {
  readonly kind: AuditExceptionKind;
  readonly seq: number;
  readonly record: string | null;
  readonly time: RecordedTime | null;
  readonly detail: string;
}

/** One person, what the ledger knows of the account of that name, and what it says this name did in the period. */
export interface AuditOperator {
  readonly id: string;
  readonly name: string | NotRecorded;
  readonly role: Role | NotRecorded;
  readonly active: boolean | NotRecorded;
  readonly drafted: number;
  readonly consents: number;
  readonly acts: number;
  readonly secondLooks: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly issued: number;
  readonly logIns: number;
  readonly refusals: number;
  /** Phones of the report whose operator this was. */
  readonly passed: number;
  readonly notPassed: number;
  readonly training: NotRecorded;
}

/** Every phone under one name of each group, so each group's numbers add up to `phones`. */
export interface AuditCounts {
  readonly phones: number;
  readonly passed: number;
  readonly ends: Readonly<Record<AuditEnd, number>>;
  readonly purposes: Readonly<Record<(typeof AUDIT_PURPOSES)[number], number>>;
  readonly overwrites: Readonly<Record<AuditOverwrite, number>>;
  readonly reviews: Readonly<Record<Review['is'], number>>;
  readonly felica: Readonly<Record<(typeof AUDIT_FELICA)[number], number>>;
  readonly chipSales: Readonly<Record<(typeof AUDIT_CHIP_SALES)[number], number>>;
  readonly jpki: Readonly<Record<(typeof AUDIT_JPKI)[number], number>>;
  readonly grades: Readonly<Record<Grade, number>>;
  /** Phones with at least one step of that kind done; a phone may be under several. */
  readonly done: Readonly<Record<Strength, number>>;
  readonly dispositions: NotRecorded;
  readonly approvals: NotRecorded;
}

/** Phones without an end, by whole days from their first entry to the ledger's newest one; `unknown` where a time cannot be read. */
export interface AuditAging {
  readonly within1Day: number;
  readonly within7Days: number;
  readonly within30Days: number;
  readonly longer: number;
  readonly unknown: number;
}

/** One key that the chain named, and the entry from which it signed; the fingerprint is SHA-256 of the raw public key. */
export interface AuditKey {
  readonly keyId: string;
  readonly fromSeq: number;
}

/** What the check of the whole chain found, and what of the period is in it. */
export interface AuditChain extends ChainAnswer {
  readonly keys: readonly AuditKey[];
  /** The newest seal's entry, or null when nothing was sealed. */
  readonly lastSealSeq: number | null;
  /** Entries that could not be read as such; nothing in the report rests on them. */
  readonly unreadable: number;
  readonly period: { readonly entries: number; readonly firstSeq: number | null; readonly lastSeq: number | null };
}

/** How far the entries of the period show a requirement; `none` when nothing in the period asked for it. */
export const AUDIT_STANDINGS = ['met', 'partly', 'not-met', 'none', 'not-recorded', 'not-in-scope'] as const;
/** One of AUDIT_STANDINGS. */
export type AuditStanding = (typeof AUDIT_STANDINGS)[number];

/** One line of the requirement map; title and remark are the texts `report.need.<number>.title` and `.note`. */
export interface AuditNeed {
  readonly number: number;
  readonly standing: AuditStanding;
  /** How many phones of the period show it, and of how many; null where it is not counted by phone. */
  readonly shown: number | null;
  readonly of: number | null;
}

/** Fields of the full report that this version writes no entry about; the texts are under `report.lacks.<name>`. */
export const AUDIT_LACKS = [
  'store',
  'licence',
  'author',
  'policy',
  'techniques',
  'equipment',
  'sampling',
  'incidents',
  'contractors',
  'retention',
] as const satisfies readonly (keyof AuditContent)[];

/** What a report does not claim beyond the limits of each certificate; the texts are under `report.limit.<id>`. */
export const AUDIT_LIMITS = [
  'public-points',
  'names-as-typed',
  'state-at-head',
  'days-by-offset',
  'ledger-only',
] as const;
/** One of AUDIT_LIMITS. */
export type AuditLimit = (typeof AUDIT_LIMITS)[number];

/** All that an audit report says; the same ledger and period give the same content. */
export interface AuditContent {
  /** Made of workstation, period and the ledger's newest entry, so that two reports of one number say the same. */
  readonly reportNo: string;
  readonly practice: boolean;
  readonly period: AuditPeriod;
  readonly workstation: string | null;
  /** The shop's name, address and telephone as the shop itself set them last; nobody checked them. */
  readonly store: string | NotRecorded;
  readonly licence: string | NotRecorded;
  readonly author: NotRecorded;
  /** The time of the ledger's newest entry that could be read: the state that the report describes. */
  readonly asOf: RecordedTime | null;
  readonly chain: AuditChain;
  readonly counts: AuditCounts;
  readonly aging: AuditAging;
  readonly devices: readonly AuditDevice[];
  /** Records of before the period that have entries in it; their phones are not counted here. */
  readonly carriedOver: readonly string[];
  readonly exceptions: readonly AuditException[];
  readonly operators: readonly AuditOperator[];
  readonly requirements: readonly AuditNeed[];
  readonly policy: NotRecorded;
  readonly techniques: NotRecorded;
  readonly equipment: NotRecorded;
  readonly sampling: NotRecorded;
  readonly incidents: NotRecorded;
  readonly contractors: NotRecorded;
  readonly retention: NotRecorded;
  readonly limits: readonly (LimitId | AuditLimit)[];
  /** SHA-256 of the device list's CSV file. */
  readonly devicesCsvSha256: string;
}

/** The signed file of a report; `signature` is null when the workstation's key was not at hand, and then nobody vouches for it. */
export interface AuditReport {
  readonly schema: 'hakushi-audit-report';
  readonly schemaVersion: typeof AUDIT_REPORT_SCHEMA;
  readonly content: AuditContent;
  readonly signature: SignatureBlock | null;
}
