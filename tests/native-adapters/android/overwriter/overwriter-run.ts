import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type OverwritePlan,
  overwritePlaces,
  overwriterArguments,
} from '../../../../native-adapters/android/overwriter/command.ts';
import { keystreamAt, keystreamFileOf } from '../../../../native-adapters/android/overwriter/keystream.ts';
import {
  type OverwriteResult,
  type OverwriterLine,
  type OverwriterStatus,
  parseOverwriterLine,
  parseOverwriterStatus,
} from '../../../../native-adapters/android/overwriter/report.ts';

const resources = join(import.meta.dirname, '../../../../resources/overwriter');

/** The key of all overwriter tests: 1, 2, 3 … 32. */
export const testKey = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
/** How each machine type is run here: the emulator (none for our own) and the binary. */
export const MACHINES = {
  x86_64: [join(resources, 'x86_64/overwriter')],
  'arm64-v8a': ['qemu-aarch64-static', join(resources, 'arm64-v8a/overwriter')],
  'armeabi-v7a': ['qemu-arm-static', join(resources, 'armeabi-v7a/overwriter')],
} as const;

/** Plans that tests begin with: everything but the folder has a value. */
export type TestPlan = Partial<OverwritePlan> & Pick<OverwritePlan, 'folder'>;

const complete = (plan: TestPlan): OverwritePlan => ({ key: testKey, job: 'T-1', ...plan });

/** What a finished run left: its exit code, its lines as read by the strict parser, and the last of them. */
export interface FinishedRun {
  readonly code: number | null;
  readonly lines: readonly OverwriterLine[];
  readonly last: OverwriterLine | undefined;
}

/** Runs the overwriter to its end; `machine` says for which processor, `as` lets another user run it. */
export function runOverwriter(
  plan: TestPlan,
  machine: keyof typeof MACHINES = 'x86_64',
  as: readonly string[] = [],
): FinishedRun {
  const [program = '', ...args] = [...as, ...MACHINES[machine], ...overwriterArguments(complete(plan))];
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: 240_000 });
  if (done.error !== undefined) throw done.error;
  const lines = done.stdout.trim().split('\n').map(parseOverwriterLine);
  return { code: done.status, lines, last: lines.at(-1) };
}

/** Starts the overwriter in its own process group and goes on; its stdout is not read. */
export function startOverwriter(plan: TestPlan): ChildProcess {
  const [program = '', ...args] = [...MACHINES.x86_64, ...overwriterArguments(complete(plan))];
  return spawn(program, args, { stdio: 'ignore', detached: true });
}

/** Reads a plan's status record. */
export function readStatus(plan: TestPlan): OverwriterStatus {
  return parseOverwriterStatus(readFileSync(overwritePlaces(complete(plan)).status, 'latin1'));
}

/** Waits until the status record satisfies a condition; a torn or missing record is read again. */
export async function waitForStatus(
  plan: TestPlan,
  condition: (status: OverwriterStatus) => boolean,
): Promise<OverwriterStatus> {
  for (let tries = 0; tries < 3000; tries += 1) {
    try {
      const status = readStatus(plan);
      if (condition(status)) return status;
    } catch {
      // Not there yet, or caught half-written.
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the status record never said what was waited for');
}

/** Waits for the phase, or for the result when none is named. */
export const waitForPhase = (plan: TestPlan, phase: string): Promise<OverwriterStatus> =>
  waitForStatus(plan, ({ report }) => report.kind === 'progress' && report.phase === phase);

/** Waits for the result in the status record. */
export async function waitForResult(plan: TestPlan): Promise<OverwriteResult> {
  const { report } = await waitForStatus(plan, (status) => status.report.kind === 'result');
  if (report.kind !== 'result') throw new Error('not a result');
  return report;
}

/** Compares every file of a job with the keystream; returns the compared bytes and the names that differ. */
export function compareFiles(plan: TestPlan): { readonly bytes: number; readonly wrong: readonly string[] } {
  const { folder } = overwritePlaces(complete(plan));
  const wrong: string[] = [];
  let bytes = 0;
  for (const name of readdirSync(folder)) {
    const file = keystreamFileOf(name);
    const found = readFileSync(join(folder, name));
    if (file === null || !found.equals(keystreamAt(testKey, file, 0, found.length))) wrong.push(name);
    bytes += found.length;
  }
  return { bytes, wrong };
}

/** Tells whether any folder of a job still lies there. */
export const leftovers = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith('.hakushi-') && !name.endsWith('.status'));

/** Makes an empty folder that its remover takes away. */
export function makeFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'overwriter-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a command that must succeed. */
export function must(program: string, ...args: readonly string[]): string {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}${done.error ?? ''}`);
  return done.stdout;
}

/** Makes a small ext4 on a loop device, mounted, with a folder `tmp` that uid 2000 (adb's shell) may write to. */
export function makeExt4(sizeMebibytes: number): {
  readonly image: string;
  readonly folder: string;
  readonly unmount: () => void;
  readonly remove: () => void;
} {
  const { folder: base, remove } = makeFolder();
  const [image, mount] = [join(base, 'image'), join(base, 'mount')];
  mkdirSync(mount);
  // The shell's user must be able to pass.
  must('chmod', '711', base);
  must('truncate', '-s', `${sizeMebibytes}M`, image);
  must('mkfs.ext4', '-qF', '-b', '4096', image);
  must('mount', '-o', 'loop,nodiscard', image, mount);
  const folder = join(mount, 'tmp');
  mkdirSync(folder);
  must('chown', '2000:2000', folder);
  const unmount = () => {
    if (existsSync(folder)) must('umount', mount);
  };
  return {
    image,
    folder,
    unmount,
    remove: () => {
      unmount();
      remove();
    },
  };
}
