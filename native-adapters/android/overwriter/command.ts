/** What one run of the overwriter is asked to do; byte counts in bytes, times in seconds. */
export interface OverwritePlan {
  /** Folder on the phone in which the files are made. */
  readonly folder: string;
  /** 32 bytes; it addresses the keystream and protects nothing. */
  readonly key: Uint8Array;
  readonly job: string;
  /** Behave as a medium with this much free space. */
  readonly maxBytes?: number;
  /** Where the status record lies; `<folder>/.hakushi-<job>.status` when left out. */
  readonly statusFile?: string;
  /** Read this many random blocks back instead of everything. */
  readonly sampleBlocks?: number;
  /** Keep the files this long for the host's own samples. */
  readonly holdSeconds?: number;
  /** Wait this long between writing and reading back. */
  readonly settleSeconds?: number;
  /** How many groups rotate, and how often; the overwriter chooses when left out. */
  readonly groups?: number;
  readonly rotations?: number;
  readonly detach?: boolean;
}

/** The folder and the side files of a job, as the overwriter names them. */
export interface OverwritePlaces {
  readonly folder: string;
  readonly status: string;
  readonly release: string;
  readonly settled: string;
}

/** The overwriter takes the same job names as the ledger's ids. */
const JOB_NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,95}$/;

function checkPlan(plan: OverwritePlan): void {
  if (!JOB_NAME.test(plan.job)) throw new RangeError('the job name cannot be used as a file name');
  if (plan.key.length !== 32) throw new RangeError('the key is not 32 bytes');
  for (const text of [plan.folder, plan.statusFile])
    if (text !== undefined && (text === '' || text.includes('\0')))
      throw new RangeError('a path is empty or has a NUL');
}

/** Tells where a job's files, status record and signal files lie on the phone. */
export function overwritePlaces(plan: Pick<OverwritePlan, 'folder' | 'job' | 'statusFile'>): OverwritePlaces {
  const base = `${plan.folder.replace(/\/+$/, '')}/.hakushi-${plan.job}`;
  return {
    folder: base,
    status: plan.statusFile ?? `${base}.status`,
    release: `${base}.release`,
    settled: `${base}.settled`,
  };
}

/** Builds the overwriter's arguments, unquoted and without the program; throws RangeError for a plan that it would refuse. */
export function overwriterArguments(plan: OverwritePlan): readonly string[] {
  checkPlan(plan);
  const args = ['--dir', plan.folder, '--key', Buffer.from(plan.key).toString('hex'), '--job', plan.job];
  const numbers: readonly (readonly [string, number | undefined])[] = [
    ['--max-bytes', plan.maxBytes],
    ['--sample', plan.sampleBlocks],
    ['--hold', plan.holdSeconds],
    ['--settle', plan.settleSeconds],
    ['--groups', plan.groups],
    ['--rotations', plan.rotations],
  ];
  for (const [name, value] of numbers) {
    if (value === undefined) continue;
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} is not a whole number`);
    args.push(name, String(value));
  }
  if (plan.statusFile !== undefined) args.push('--status', plan.statusFile);
  if (plan.detach === true) args.push('--detach');
  return args;
}
