import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { Progress } from '../../domain/adapter.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import type { Job } from '../../main/jobs/job.ts';
import { practise } from '../../main/practice/practice-journey.ts';
import type { PracticeResult } from '../../main/practice/practice-order.ts';
import type { BenchResult } from './result.ts';

const MIB = 1024 * 1024;
const FEW = { phones: 8, storageBytes: 64 * MIB };
const MANY = { phones: 32, storageBytes: 64 * MIB };
// Larger, so that each overwrite lasts long enough for its speed to be seen between the reports of its progress.
const MANY_FOR_LONG = { phones: MANY.phones, storageBytes: 256 * MIB };
const MOST_SENT = 0.001;
const MOST_DELAY_MS = 50;
const LEAST_SHARE = 0.9;
const RESOLUTION_MS = 5;
const NS_PER_MS = 1e6;

/** Measures what this computer sends to the phones against what is erased on them: a whole practice of 8 phones with 64 MiB each. */
export async function benchHostToPhone(): Promise<BenchResult> {
  const { jobs, bytes } = await inFolders(projectDisk(), (folders) => practice(folders, FEW, () => undefined));
  const ratio = bytes.hostToPhone / bytes.erased;
  const passed = jobs.filter(({ verdict }) => verdict === 'pass').length;
  return {
    name: `host→phone bytes / erased bytes (${passed} of ${FEW.phones} phones passed, ${FEW.storageBytes / MIB} MiB each)`,
    value: ratio,
    bar: `< ${MOST_SENT}`,
    ok: ratio < MOST_SENT && passed === FEW.phones,
  };
}

/**
 * Measures the workstation's event loop with 32 phones at once. The rack is a process of its own, as in every practice, so the loop is the
 * workstation's alone; an idle loop beside it shows what the machine adds by itself. The phones' storage lies in memory where the system
 * has such a place: a real phone does not write to the disk on which the ledger commits.
 */
export async function benchEventLoop(): Promise<BenchResult[]> {
  const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const idle = new IdleLoop();
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const { jobs } = await inFolders(memory, async (folders) => {
    delay.enable();
    const result = await practice(folders, MANY, () => undefined);
    delay.disable();
    return result;
  });
  const idleMs = await idle.p99Ms();
  const passed = jobs.filter(({ verdict }) => verdict === 'pass').length;
  const p99 = delay.percentile(99) / NS_PER_MS;
  const named = (what: string): string => `${MANY.phones} phones at once: ${what}`;
  return [
    { name: named('passed'), value: passed, bar: MANY.phones, ok: passed === MANY.phones },
    { name: named('event-loop delay p99 (ms)'), value: p99, bar: `< ${MOST_DELAY_MS}`, ok: p99 < MOST_DELAY_MS },
    { name: named('the same of an idle loop beside it (ms)'), value: idleMs, bar: 'shown only', ok: true },
    { name: named('event-loop delay, longest (ms)'), value: delay.max / NS_PER_MS, bar: 'shown only', ok: true },
  ];
}

/**
 * Measures how evenly 32 phones share the machine; their storage lies on the disk of the project. The share is judged while at least half of
 * them overwrite at the same time, see fairShares; those that work before or after have more than their share. The line says how many were judged.
 */
export async function benchFairShare(): Promise<BenchResult> {
  const marks = new OverwriteMarks();
  await inFolders(projectDisk(), (folders) =>
    practice(folders, MANY_FOR_LONG, (job, progress) => marks.take(job, progress)),
  );
  const shares = marks.shares(MANY.phones / 2);
  const least = shares.length > 0 ? Math.min(...shares) : 0;
  return {
    name: `${MANY.phones} phones at once: least overwrite rate / fair share (${shares.length} judged)`,
    value: least,
    bar: `>= ${LEAST_SHARE}`,
    ok: least >= LEAST_SHARE && shares.length >= MANY.phones / 2,
  };
}

const IDLE_LOOP = `
  const { parentPort } = require('node:worker_threads');
  const delay = require('node:perf_hooks').monitorEventLoopDelay({ resolution: ${RESOLUTION_MS} });
  delay.enable();
  parentPort.once('message', () => parentPort.postMessage(delay.percentile(99) / ${NS_PER_MS}));
`;

/** An event loop in a thread of its own that does nothing but be late. */
class IdleLoop {
  readonly #worker = new Worker(IDLE_LOOP, { eval: true });

  async p99Ms(): Promise<number> {
    const answered = once(this.#worker, 'message');
    this.#worker.postMessage('end');
    const [p99] = await answered;
    await this.#worker.terminate();
    return Number(p99);
  }
}

interface Folders {
  readonly dataFolder: string;
  readonly out: string;
}

async function practice(
  folders: Folders,
  { phones, storageBytes }: typeof FEW,
  onProgress: (job: Job, progress: Progress) => void,
): Promise<PracticeResult> {
  const order = {
    phones,
    storageBytes,
    seed: 'bench',
    faults: [],
    ...folders,
    adb: 'auto',
    launch: forkLauncher,
  } as const;
  const ignore = (): void => undefined;
  const audience = { onRack: ignore, onJob: ignore, onEnd: ignore, onProgress };
  return practise(order, audience, new AbortController().signal);
}

/** The disk of the project, and not the temporary folder: that may be memory, where a commit costs nothing. */
function projectDisk(): string {
  const folder = join(import.meta.dirname, '..', '..', 'out');
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function inFolders<T>(phonesOn: string, work: (folders: Folders) => Promise<T>): Promise<T> {
  const dataFolder = mkdtempSync(join(projectDisk(), 'bench-ledger-'));
  const out = mkdtempSync(join(phonesOn, 'bench-phones-'));
  try {
    return await work({ dataFolder, out });
  } finally {
    for (const folder of [dataFolder, out]) rmSync(folder, { recursive: true, force: true });
  }
}

interface Mark {
  readonly atMs: number;
  readonly bytes: number;
}

const OVERWRITING: ReadonlySet<Progress['stage']> = new Set(['filling', 'rotating', 'small-files', 'reading-back']);
const GRID_MS = 50;
const LEAST_JUDGED_MS = 1_000;

/** How far each phone's overwrite had come at each report. */
class OverwriteMarks {
  readonly #byPort = new Map<string, Mark[]>();

  take(job: Job, { stage, done }: Progress): void {
    if (!OVERWRITING.has(stage)) return;
    const marks = this.#byPort.get(job.port) ?? [];
    const before = marks.at(-1);
    if (before && done < before.bytes) return;
    marks.push({ atMs: performance.now(), bytes: done });
    this.#byPort.set(job.port, marks);
  }

  /** The shares of the phones that worked while at least so many did. */
  shares(atLeast: number): readonly number[] {
    return fairShares([...this.#byPort.values()], atLeast);
  }
}

/**
 * Each phone's overwritten bytes over what an equal share would have given it. Phones begin and end at different moments, so in each
 * moment the fair share is the bytes of all phones at work then, divided by their number; a phone's fair bytes are the sum of that over
 * the moments in which it was at work itself. Moments with few phones are left out, and phones that were seen for less than a second.
 */
function fairShares(all: readonly (readonly Mark[])[], atLeast: number): readonly number[] {
  const from = Math.min(...all.map((marks) => marks[0]?.atMs ?? 0));
  const to = Math.max(...all.map((marks) => marks.at(-1)?.atMs ?? 0));
  const sums = all.map(() => ({ own: 0, fair: 0, ms: 0 }));
  for (let at = from; at < to; at += GRID_MS) {
    const atWork = [...all.entries()].filter(
      ([, marks]) => at + GRID_MS > (marks[0]?.atMs ?? to) && at < (marks.at(-1)?.atMs ?? from),
    );
    if (atWork.length < atLeast) continue;
    const gained = atWork.map(([, marks]) => bytesAt(marks, at + GRID_MS) - bytesAt(marks, at));
    const share = gained.reduce((sum, bytes) => sum + bytes, 0) / atWork.length;
    for (const [turn, [index]] of atWork.entries()) {
      const sum = sums[index];
      if (!sum) continue;
      sum.own += gained[turn] ?? 0;
      sum.fair += share;
      sum.ms += GRID_MS;
    }
  }
  return sums.filter(({ ms }) => ms >= LEAST_JUDGED_MS).map(({ own, fair }) => own / fair);
}

/** The bytes at a moment, on the straight line between the reports before and after it. */
function bytesAt(marks: readonly Mark[], atMs: number): number {
  const after = marks.findIndex((mark) => mark.atMs >= atMs);
  if (after === -1) return marks.at(-1)?.bytes ?? 0;
  const next = marks[after];
  const before = marks[after - 1];
  if (!next || !before) return next?.bytes ?? 0;
  const part = (atMs - before.atMs) / (next.atMs - before.atMs);
  return before.bytes + part * (next.bytes - before.bytes);
}
