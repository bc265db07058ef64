import type { Consent } from './consent.ts';
import type { Claim, DeviceFacts, SamePhone } from './device.ts';
import type { Blocker, InstructionId, Plan, Purpose, RuleId, RungConsidered, Step } from './erasure.ts';
import type { ErrorCode, ErrorFacts } from './errors.ts';
import type { Evidence } from './evidence.ts';
import type { Grade, GradeCap, GradeFacts } from './grade.ts';
import type { JobEvent, JobState } from './job.ts';
import type { FindingOutcome } from './proof.ts';
import type { Gap, Review, VerdictKind } from './verdict.ts';

/** An error as the ledger keeps it: code and facts, so that it can be read in any language. */
export interface RecordedError {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;
}

/** The tools and settings that a job ran with. */
export interface ToolFacts {
  readonly name: 'hakushi';
  readonly version: string;
  readonly node: string;
  readonly adbServer: number | null;
  readonly overwriterSha256: Readonly<Record<string, string>>;
}

/** What each kind of job entry in the ledger holds; the ledger's own kinds stand in `ledger.ts`. */
export interface EntryBodies {
  readonly 'job-drafted': {
    readonly operator: string;
    /** There when the operator had logged in; without it the name is declared. */
    readonly authenticated?: true;
    readonly purpose: Purpose;
    readonly device: DeviceFacts;
    readonly claims: readonly Claim[];
    readonly plan: Plan | null;
    readonly considered: readonly RungConsidered[];
    readonly blockers: readonly Blocker[];
    readonly retryOf: string | null;
    readonly tool: ToolFacts;
    /** Who the shop said it was; nobody checked it, and records of before do not have it. */
    readonly shop?: { readonly name: string; readonly licence: string };
  };
  readonly 'consent-recorded': Consent;
  readonly 'job-moved': {
    readonly from: JobState;
    readonly to: JobState;
    readonly event: JobEvent;
    readonly why: RecordedError | null;
  };
  readonly 'step-intended': { readonly step: Step };
  readonly 'operator-acted': {
    readonly step: string;
    readonly instruction: InstructionId;
    readonly operator: string;
    readonly saw: string;
  };
  readonly 'evidence-recorded': { readonly step: string; readonly evidence: Evidence };
  readonly 'identity-confirmed': {
    readonly step: string;
    readonly result: SamePhone;
    readonly before: {
      readonly serial: string | null;
      readonly imeis: readonly string[];
      readonly model: string | null;
    };
    readonly after: {
      readonly serial: string | null;
      readonly imeis: readonly string[];
      readonly model: string | null;
    };
  };
  readonly 'finding-made': {
    readonly step: string;
    readonly rule: RuleId;
    readonly outcome: FindingOutcome;
    readonly reason: string;
    readonly by: 'machine' | 'person';
  };
  readonly 'step-ended': {
    readonly step: string;
    /** 成功, 失敗, 不明: an outcome that is missing altogether reads as unknown. */
    readonly outcome: 'done' | 'failed' | 'unknown';
    readonly error: RecordedError | null;
  };
  readonly 'verdict-reached': {
    readonly outcome: FindingOutcome;
    readonly kind: VerdictKind | null;
    readonly gaps: readonly Gap[];
    readonly review: Review;
    readonly grade: Grade;
    readonly gradeFacts: GradeFacts;
    readonly gradeCaps: readonly GradeCap[];
    /** Text keys under `not-covered.` and `not-examined.`. */
    readonly notExamined: readonly string[];
  };
  readonly 'destruction-ordered': { readonly operator: string; readonly why: RecordedError };
  readonly 'certificate-issued': {
    readonly issue: 'original' | 'reprint';
    readonly number: number;
    readonly contentSha256: string;
  };
}

/** The kind of a job entry. */
export type JobEntryKind = keyof EntryBodies;
