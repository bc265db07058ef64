import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Progress } from '../../domain/adapter.ts';
import type { Job } from '../../main/jobs/job.ts';
import { practise } from '../../main/practice/practice-journey.ts';
import type { PracticeResult } from '../../main/practice/practice-order.ts';
import type { BenchResult } from './result.ts';

const MIB = 1024 * 1024;
const FEW = { phones: 8, storageBytes: 64 * MIB };
const MANY = { phones: 32, storageBytes: 64 * MIB };
const MOST_SENT = 0.001;
const MOST_DELAY_MS = 50;
const LEAST_SHARE = 0.9;
const NS_PER_MS = 1e6;

/** Measures what this computer sends to the phones against what is erased on them: a whole practice of 8 phones with 64 MiB each. */
export async function benchHostToPhone(): Promise<BenchResult> {
  const { jobs, bytes } = await inFolder((out) => practice(out, FEW, () => undefined));
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
 * Measures 32 phones at once. The rack is a process of its own, as in every practice, so the event loop is the workstation's alone. The fair
 * share: while all 32 phones overwrite at the same time, each one's bytes are held against the mean of all; see fairShares.
 */
export async function benchManyPhones(): Promise<BenchResult[]> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const marks = new OverwriteMarks();
  delay.enable();
  const { jobs } = await inFolder((out) => practice(out, MANY, (job, progress) => marks.take(job, progress)));
  delay.disable();
  const passed = jobs.filter(({ verdict }) => verdict === 'pass').length;
  const p99 = delay.percentile(99) / NS_PER_MS;
  const share = marks.leastShare(MANY.phones);
  return [
    { name: `${MANY.phones} phones at once: passed`, value: passed, bar: MANY.phones, ok: passed === MANY.phones },
    {
      name: `${MANY.phones} phones at once: event-loop delay p99 (ms)`,
      value: p99,
      bar: `< ${MOST_DELAY_MS}`,
      ok: p99 < MOST_DELAY_MS,
    },
    {
      name: `${MANY.phones} phones at once: event-loop delay, longest (ms)`,
      value: delay.max / NS_PER_MS,
      bar: 'shown only',
      ok: true,
    },
    {
      name: `${MANY.phones} phones at once: least overwrite rate / fair share`,
      value: share,
      bar: `>= ${LEAST_SHARE}`,
      ok: share >= LEAST_SHARE,
    },
  ];
}

async function practice(
  out: string,
  { phones, storageBytes }: typeof FEW,
  onProgress: (job: Job, progress: Progress) => void,
): Promise<PracticeResult> {
  const order = { phones, storageBytes, seed: 'bench', faults: [], out, dataFolder: null, adb: 'auto' } as const;
  const ignore = (): void => undefined;
  const audience = { onRack: ignore, onJob: ignore, onEnd: ignore, onProgress };
  return practise(order, audience, new AbortController().signal);
}

/** Not the temporary folder: that may be memory, and the phones' storage is to be a disk. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(import.meta.dirname, '..', '..', 'out');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-phones-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Mark {
  readonly atMs: number;
  readonly bytes: number;
}

const OVERWRITING: ReadonlySet<Progress['stage']> = new Set(['filling', 'rotating', 'small-files', 'reading-back']);
const GRID_MS = 50;

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

  /** The least of all phones' shares; zero when a phone was not seen overwriting, so that nothing is left out silently. */
  leastShare(phones: number): number {
    const all = [...this.#byPort.values()].filter((marks) => marks.length > 2);
    return all.length < phones ? 0 : Math.min(...fairShares(all));
  }
}

/**
 * Each phone's overwritten bytes over what an equal share would have given it. Phones begin and end at different moments, so in each
 * moment the fair share is the bytes of all phones at work then, divided by their number; a phone's fair bytes are the sum of that over
 * the time in which it was at work itself.
 */
function fairShares(all: readonly (readonly Mark[])[]): readonly number[] {
  const from = Math.min(...all.map((marks) => marks[0]?.atMs ?? 0));
  const to = Math.max(...all.map((marks) => marks.at(-1)?.atMs ?? 0));
  const own = all.map(() => 0);
  const fair = all.map(() => 0);
  for (let at = from; at < to; at += GRID_MS) {
    const gained = all.map((marks) => bytesAt(marks, at + GRID_MS) - bytesAt(marks, at));
    const isAtWork = all.map((marks) => at + GRID_MS > (marks[0]?.atMs ?? to) && at < (marks.at(-1)?.atMs ?? from));
    const share = gained.reduce((sum, bytes) => sum + bytes, 0) / isAtWork.filter(Boolean).length;
    for (const [index, works] of isAtWork.entries()) {
      own[index] = (own[index] ?? 0) + (gained[index] ?? 0);
      if (works) fair[index] = (fair[index] ?? 0) + share;
    }
  }
  return own.map((bytes, index) => bytes / (fair[index] ?? Number.NaN));
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
