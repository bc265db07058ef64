import { type DeviceFacts, known, type Reading } from './device.ts';
import { isCryptographic, type Plan, type RungId } from './erasure.ts';
import { coverageOf, type OverwriteFigures } from './evidence.ts';
import type { FindingOutcome } from './proof.ts';
import type { VerdictKind } from './verdict.ts';

/** The evidence grade: A is the strongest, E means not proven. */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'E';

/** The facts that the grade is computed from; null is always "not known" and never better than any known value. */
export interface GradeFacts {
  readonly outcome: FindingOutcome;
  readonly closing: VerdictKind | null;
  readonly rung: RungId;
  readonly encryption: 'metadata' | 'file' | 'block' | 'none' | null;
  readonly verifiedBoot: 'green' | 'yellow' | 'orange' | 'red' | null;
  readonly launchSdk: number | null;
  /** YYYY-MM-DD. */
  readonly patchLevel: string | null;
  /** Share of the free space that was overwritten, 0..1; null when the plan did not overwrite. */
  readonly coverage: number | null;
  /** The probability that a fault in 1 % of the data was missed; null when nothing was read back. */
  readonly missProbability: number | null;
  readonly generator: OverwriteFigures['generator'] | null;
  /** How reads were kept from the page cache. */
  readonly bypass: OverwriteFigures['bypass'] | null;
  /** Whether samples that this workstation chose and compared by itself were all equal. */
  readonly hostSample: boolean | null;
}

/** One fact and the best grade that it allows. */
export interface GradeCap {
  readonly fact: Exclude<keyof GradeFacts, 'outcome'> | 'outcome';
  readonly cap: Grade;
}

// The interrupted-reset weakness of 2024 (CVE-2024-29748, CVE-2024-32896) is closed for all makers in the bulletin of 2024-09.
const RESET_FIX = '2024-09-01';
// Android 11: metadata encryption is mandatory for phones launched with it.
const METADATA_LAUNCH_SDK = 30;
const FILE_ENCRYPTION_LAUNCH_SDK = 28;

const ENCRYPTION_CAP = { metadata: 'A', file: 'B', block: 'B', none: 'C' } as const;
const BOOT_CAP = { green: 'A', yellow: 'B', orange: 'D', red: 'D' } as const;
// An iPhone destroys its keys by itself and nobody measures that, so that no route of one is better than B.
const RUNG_CAP = {
  'trade-in': 'A',
  'test-harness': 'B',
  guided: 'B',
  rescue: 'C',
  'cannot-erase': 'E',
  'ios-eacs-mcinstall': 'B',
  'ios-eacs-manual': 'C',
  'ios-restore-ipsw': 'C',
} as const;
const GENERATOR_CAP = { 'keyed-on-phone': 'A', 'keyed-from-host': 'B', 'urandom-on-phone': 'C' } as const;
const BYPASS_CAP = { direct: 'A', fadvise: 'B', none: 'C' } as const;

function launchCap(launchSdk: number | null): Grade {
  if (launchSdk === null || launchSdk < FILE_ENCRYPTION_LAUNCH_SDK) return 'C';
  return launchSdk >= METADATA_LAUNCH_SDK ? 'A' : 'B';
}

function coverageCap(coverage: number | null): Grade {
  if (coverage === null || coverage < 0.8) return 'D';
  if (coverage < 0.95) return 'C';
  return coverage < 0.99 ? 'B' : 'A';
}

function readBackCap(missProbability: number | null): Grade {
  if (missProbability === null) return 'D';
  if (missProbability === 0) return 'A';
  return missProbability <= 0.001 ? 'B' : 'C';
}

function closingCap(closing: VerdictKind | null): Grade {
  if (closing === null) return 'E';
  return closing === 'machine-proven' ? 'A' : 'C';
}

/** The best grade that each single fact allows; every cap only falls when its fact gets worse or is taken away. */
export function gradeCaps(facts: GradeFacts): readonly GradeCap[] {
  const always: readonly GradeCap[] = [
    { fact: 'outcome', cap: facts.outcome === 'pass' ? 'A' : 'E' },
    { fact: 'closing', cap: closingCap(facts.closing) },
    { fact: 'rung', cap: RUNG_CAP[facts.rung] },
  ];
  // The other facts are those of an overwrite on Android; the storage of an iPhone cannot be reached from outside.
  if (isCryptographic(facts.rung)) return always;
  return [
    ...always,
    { fact: 'encryption', cap: facts.encryption === null ? 'D' : ENCRYPTION_CAP[facts.encryption] },
    { fact: 'verifiedBoot', cap: facts.verifiedBoot === null ? 'D' : BOOT_CAP[facts.verifiedBoot] },
    { fact: 'launchSdk', cap: launchCap(facts.launchSdk) },
    { fact: 'patchLevel', cap: facts.patchLevel !== null && facts.patchLevel >= RESET_FIX ? 'A' : 'B' },
    { fact: 'coverage', cap: coverageCap(facts.coverage) },
    { fact: 'missProbability', cap: readBackCap(facts.missProbability) },
    { fact: 'generator', cap: facts.generator === null ? 'D' : GENERATOR_CAP[facts.generator] },
    { fact: 'bypass', cap: facts.bypass === null ? 'C' : BYPASS_CAP[facts.bypass] },
    { fact: 'hostSample', cap: facts.hostSample === true ? 'A' : 'C' },
  ];
}

/** The evidence grade: the worst cap of all facts, so taking a fact away or making it worse never raises it. */
export function gradeOf(facts: GradeFacts): Grade {
  return gradeCaps(facts).reduce<Grade>((worst, { cap }) => (cap > worst ? cap : worst), 'A');
}

function oneOf<T extends string>(reading: Reading<string>, allowed: readonly T[]): T | null {
  const found = known(reading);
  return allowed.find((candidate) => candidate === found) ?? null;
}

/** The kind of encryption that the phone states: metadata, file, block, none, or null when it says nothing clear. */
export function encryptionOf(
  device: Pick<DeviceFacts, 'cryptoState' | 'cryptoType' | 'metadataEncrypted'>,
): GradeFacts['encryption'] {
  const state = known(device.cryptoState);
  if (state === 'unencrypted') return 'none';
  if (state !== 'encrypted') return null;
  const type = known(device.cryptoType);
  if (type === 'block') return 'block';
  if (type !== 'file') return null;
  return known(device.metadataEncrypted) === true ? 'metadata' : 'file';
}

/** Collects the facts of a grade from the device as it was read, the plan, the verdict and the overwrite. */
export function gradeFactsOf(
  device: DeviceFacts,
  plan: Plan,
  verdict: Readonly<{ outcome: FindingOutcome; kind: VerdictKind | null }>,
  overwrite: Readonly<{ figures: OverwriteFigures | null; hostSample: boolean | null }>,
): GradeFacts {
  const { figures } = overwrite;
  const patchLevel = known(device.patchLevel);
  return {
    outcome: verdict.outcome,
    closing: verdict.kind,
    rung: plan.rung,
    encryption: encryptionOf(device),
    verifiedBoot: oneOf(device.verifiedBoot, ['green', 'yellow', 'orange', 'red']),
    launchSdk: known(device.launchSdk),
    patchLevel: patchLevel !== null && /^\d{4}-\d{2}-\d{2}$/.test(patchLevel) ? patchLevel : null,
    coverage: figures ? coverageOf(figures) : null,
    missProbability: figures && figures.verified > 0 ? figures.missProbability : null,
    generator: figures?.generator ?? null,
    bypass: figures?.bypass ?? null,
    hostSample: overwrite.hostSample,
  };
}
