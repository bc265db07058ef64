import type { ErrorCode } from './errors.ts';
import type { PhoneMode } from './port.ts';

/** Why a phone is erased: deletion when it is bought (買取時), or overwrite and deletion at inspection (検査時). */
export type Purpose = 'intake' | 'inspection';

/** What kind of act a step is; a deletion is never printed as an overwrite. */
export type Strength = 'deletion' | 'overwrite' | 'cryptographic' | 'physical';

/** The rungs of the Android ladder in the order in which they are tried, then the routes by which an iPhone is erased. */
export const RUNGS = [
  'trade-in',
  'test-harness',
  'guided',
  'rescue',
  'cannot-erase',
  'ios-eacs-mcinstall',
  'ios-eacs-manual',
  'ios-restore-ipsw',
] as const;
/** One rung of the ladder, or one route of an iPhone. */
export type RungId = (typeof RUNGS)[number];

/** Tells whether a rung erases by destroying keys alone, so that nothing is ever overwritten on it. */
export function isCryptographic(rung: RungId): boolean {
  return rung.startsWith('ios-');
}

/** What has to be found true before a phone can pass; each rule is decided by findings, never assumed. */
export const RULES = [
  'identity-kept',
  'reset-observed',
  'residue-clear',
  'overwrite-complete',
  'host-sample',
  'closing-proof',
  'left-and-returned',
  'pairing-forgotten',
  'silent-pairing',
  'setup-state',
] as const;
/** One rule that a finding decides. */
export type RuleId = (typeof RULES)[number];

/** What a person is asked to do at the phone; the texts are under `instruction.<id>`. */
export const INSTRUCTIONS = [
  'allow-debugging',
  'reset-in-settings',
  'enable-debugging',
  'look-at-screen',
  'unlock-screen',
  'remove-accounts',
  'remove-sd-card',
  'replug',
  'enter-rescue',
  'read-imei',
  'trust-computer',
  'look-find-my',
  'erase-in-ios-settings',
  'restore-elsewhere',
] as const;
/** One instruction to a person. */
export type InstructionId = (typeof INSTRUCTIONS)[number];

/** One act by machine or person. */
export interface Step {
  readonly id: string;
  readonly act: string;
  readonly by: 'machine' | 'operator';
  readonly strength: Strength | null;
  readonly cancel: 'anytime' | 'between-blocks' | 'never';
  /** What the operator is asked to do while the step runs, if anything. */
  readonly instruction: InstructionId | null;
  /** Set when the phone leaves the bus: the modes it must come back in and how long that may take. */
  readonly vanishes: { readonly returnsAs: readonly PhoneMode[]; readonly withinMs: number } | null;
  readonly proves: readonly RuleId[];
}

/**
 * How a plan ends: by a proof that the program reads, by the set-up screen that two persons see, or by the first where the
 * phone gives it and the second where it gives none.
 */
export type ClosingKind = 'machine' | 'two-persons' | 'machine-or-two-persons';

/** Ordered steps, frozen when the job starts. */
export interface Plan {
  readonly adapter: string;
  readonly rung: RungId;
  readonly purpose: Purpose;
  readonly steps: readonly Step[];
  readonly closing: ClosingKind;
  /** Whether the plan overwrites; when it cannot, the seller must have been told so. */
  readonly overwrites: boolean;
  /** Text keys under `not-covered.` of what this plan leaves untouched. */
  readonly notCovered: readonly string[];
}

/** The rules that a plan must see proven, each once, in the order in which its steps prove them. */
export function rulesOf(plan: Plan): readonly RuleId[] {
  return [...new Set(plan.steps.flatMap((step) => step.proves))];
}

/** Everything that can stand in the way of an erasure. */
export const BLOCKERS = [
  'accounts',
  'frp-locked',
  'screen-lock',
  'managed',
  'several-users',
  'low-battery',
  'battery-unknown',
  'sd-card',
  'identity-unreadable',
  'not-trusted',
  'left-alone',
  'trust-denied',
  'phone-locked',
  'supervised-elsewhere',
  'activation-locked',
  'activation-lock-unknown',
  'supervised',
  'esim-present',
  'ordered-again',
] as const;
/** One of BLOCKERS. */
export type BlockerId = (typeof BLOCKERS)[number];

/** Something that must be settled, or knowingly accepted, before a phone is erased; texts under `blocker.<id>`. */
export interface Blocker {
  readonly id: BlockerId;
  readonly severity: 'stop' | 'warn';
}

const ERROR_OF_BLOCKER: Partial<Record<BlockerId, ErrorCode>> = {
  'activation-locked': 'device.activation-locked',
  'trust-denied': 'device.trust-denied',
  'supervised-elsewhere': 'device.supervised-elsewhere',
  'phone-locked': 'device.locked',
  'left-alone': 'device.left-alone',
  'not-trusted': 'device.untrusted',
};

/** The error of a job that may not start: that of the weightiest blocker which has one of its own, otherwise `plan.blocked`. */
export function errorOfBlockers(blockers: readonly Blocker[]): ErrorCode {
  const stops = blockers.filter(({ severity }) => severity === 'stop').map(({ id }) => id);
  const own = Object.entries(ERROR_OF_BLOCKER).find(([id]) => stops.some((stop) => stop === id));
  return own?.[1] ?? 'plan.blocked';
}

/** What one rung's entry test said of a phone; `why` holds text keys under `entry.`. */
export interface RungConsidered {
  readonly rung: RungId;
  readonly fits: boolean;
  readonly why: readonly string[];
}

/** What can be done with a phone: the plan of the first rung that fits, what stands in the way, and what was considered. */
export interface Proposal {
  readonly plan: Plan | null;
  readonly blockers: readonly Blocker[];
  readonly considered: readonly RungConsidered[];
}
