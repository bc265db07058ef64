import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overwriterArguments } from '../../native-adapters/android/overwriter/command.ts';
import { type OverwriterLine, parseOverwriterLine } from '../../native-adapters/android/overwriter/report.ts';
import type { BenchResult } from './result.ts';

const MEBIBYTE = 2 ** 20;
const SIZE_BYTES = 1024 * MEBIBYTE;
const ROUNDS = 7;
const binary = join(import.meta.dirname, '../../resources/overwriter/x86_64/overwriter');

interface Speeds {
  readonly writeMs: number;
  readonly readMs: number;
}

function run(program: string, args: readonly string[]): string {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 16 * MEBIBYTE });
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

function timed(program: string, args: readonly string[]): number {
  const start = performance.now();
  run(program, args);
  return performance.now() - start;
}

/** dd with direct I/O and the overwriter's block size; its start-up is part of the time, as the overwriter's workers' is. */
function measureDd(folder: string): Speeds {
  const file = join(folder, 'dd');
  const blocks = [`bs=${MEBIBYTE}`, `count=${SIZE_BYTES / MEBIBYTE}`];
  const writeMs = timed('dd', ['if=/dev/zero', `of=${file}`, ...blocks, 'oflag=direct', 'conv=fsync']);
  const readMs = timed('dd', [`if=${file}`, 'of=/dev/null', ...blocks, 'iflag=direct']);
  rmSync(file);
  return { writeMs, readMs };
}

function momentOf(lines: readonly OverwriterLine[], phase: string): number {
  const line = lines.find((one) => one.kind === 'progress' && one.phase === phase);
  if (line?.kind !== 'progress') throw new Error(`the overwriter never said ${phase}`);
  return line.ms;
}

/** One plain fill and its read-back; the fill's time includes the flush at its end, as dd's does. */
function measureOverwriter(folder: string): Speeds {
  const plan = { folder, key: new Uint8Array(32), job: 'bench', maxBytes: SIZE_BYTES, groups: 1, rotations: 0 };
  const lines = run(binary, overwriterArguments(plan)).trim().split('\n').map(parseOverwriterLine);
  const last = lines.at(-1);
  if (last?.kind !== 'result' || !last.ok || !last.direct) throw new Error('the overwriter did not do direct I/O here');
  return {
    writeMs: momentOf(lines, 'small') - momentOf(lines, 'fill'),
    readMs: momentOf(lines, 'delete') - momentOf(lines, 'verify'),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * Compares the overwriter with dd, both with direct I/O and blocks of 1 MiB on the disk of the temporary folder, in turns;
 * the values are ratios of the median times, 1 = as fast as dd.
 */
export async function benchOverwriter(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(process.env['HAKUSHI_BENCH_FOLDER'] ?? tmpdir(), 'overwriter-bench-'));
  try {
    const dd: Speeds[] = [];
    const own: Speeds[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      dd.push(measureDd(folder));
      own.push(measureOverwriter(folder));
    }
    const ratio = (of: (speeds: Speeds) => number) => median(dd.map(of)) / median(own.map(of));
    const line = (name: string, value: number) => ({ name, value, bar: '>= 0.9', ok: value >= 0.9 });
    return [
      line(
        'overwriter write / dd oflag=direct, speed ratio',
        ratio((speeds) => speeds.writeMs),
      ),
      line(
        'overwriter read-back and compare / dd iflag=direct, speed ratio',
        ratio((speeds) => speeds.readMs),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
