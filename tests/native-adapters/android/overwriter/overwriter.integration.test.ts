import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeWhere } from '../../../needs.ts';
import {
  compareFiles,
  leftovers,
  MACHINES,
  makeFolder,
  must,
  readStatus,
  runOverwriter,
  startOverwriter,
  type TestPlan,
  waitForPhase,
  waitForResult,
} from './overwriter-run.ts';

const MEBIBYTE = 2 ** 20;

let folder = '';
let remove = () => {};
beforeEach(() => {
  ({ folder, remove } = makeFolder());
});
afterEach(() => remove());

/** Ends a run at once with all its workers; it is the leader of its own group. */
const kill = (pid: number, signal: NodeJS.Signals) => process.kill(-pid, signal);

const release = (plan: TestPlan, name = 'release') => writeFileSync(join(folder, `.hakushi-${plan.job}.${name}`), '');

function onEveryMachine(machine: keyof typeof MACHINES): void {
  it('writes exactly the bytes that the host expects, and removes them when released', async () => {
    const plan = { folder, job: `B-${machine}`, maxBytes: 5 * MEBIBYTE + 123, holdSeconds: 120, detach: true };
    const { code, last } = runOverwriter(plan, machine);
    expect(code).toBe(0);
    expect(last?.kind).toBe('started');
    await waitForPhase(plan, 'hold');
    expect(compareFiles(plan)).toEqual({ bytes: plan.maxBytes, wrong: [] });
    release(plan);
    expect(await waitForResult(plan)).toMatchObject({
      ok: true,
      written: plan.maxBytes,
      verified: plan.maxBytes,
      mismatched: 0,
      unreached: 0,
      passes: 2,
      writtenAllPasses: 2 * plan.maxBytes,
      removed: true,
    });
    expect(leftovers(folder)).toEqual([]);
  });

  it('says no to a command line that it does not understand', () => {
    const [program = '', ...args] = [...MACHINES[machine], '--dir', folder, '--key', 'zz', '--job', 'x'];
    expect(() => must(program, ...args)).toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });
}

describe('the overwriter on x86_64', () => onEveryMachine('x86_64'));
describeWhere(['qemu-user-static'], 'the overwriter on 64-bit ARM', () => onEveryMachine('arm64-v8a'));
describeWhere(['qemu-user-static'], 'the overwriter on 32-bit ARM', () => onEveryMachine('armeabi-v7a'));

describe('a run', () => {
  it('tells its progress in lines that the strict parser takes, never backwards, and ends with the result', () => {
    const { code, lines, last } = runOverwriter({ folder, maxBytes: 40 * MEBIBYTE });
    expect(code).toBe(0);
    const done = lines.flatMap((line) => (line.kind === 'progress' ? [line.done] : []));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    const phases = new Set(lines.flatMap((line) => (line.kind === 'progress' ? [line.phase] : [])));
    expect([...phases]).toEqual(['fill', 'rotate', 'small', 'verify', 'delete', 'done']);
    expect(last).toMatchObject({ kind: 'result', ok: true, job: 'T-1' });
    expect(statSync(join(folder, '.hakushi-T-1.status')).size).toBe(1024);
  });

  it('reads a sample back on request and says how it may miss', () => {
    const { code, last } = runOverwriter({ folder, maxBytes: 40 * MEBIBYTE, sampleBlocks: 20 });
    expect(code).toBe(0);
    expect(last).toMatchObject({ ok: true, sampled: 20, verified: 20 * 65536 });
    // An upper bound, so that rounding never makes the sample look better than it is.
    const miss = last?.kind === 'result' ? (last.missProbability ?? 0) : 0;
    expect(miss).toBeGreaterThanOrEqual(0.99 ** 20);
    expect(miss).toBeLessThan(0.99 ** 20 + 1e-7);
  });

  it('never calls nothing a success', () => {
    const { code, last } = runOverwriter({ folder, maxBytes: 0 });
    expect(code).toBe(1);
    expect(last).toMatchObject({ ok: false, written: 0, error: 'no-room' });
  });

  it.each([
    ['the last', (names: readonly string[]) => names.at(-1), 'shortened'],
    ['the first', (names: readonly string[]) => names.at(0), 'flipped'],
  ] as const)(
    'finds one byte of damage in %s file before its read-back, and still cleans up',
    async (_, choose, how) => {
      const plan = { folder, job: 'D-1', maxBytes: 20 * MEBIBYTE, settleSeconds: 120 };
      const run = startOverwriter(plan);
      const ended = new Promise<number | null>((resolve) => run.once('exit', resolve));
      await waitForPhase(plan, 'settle');
      const place = join(folder, '.hakushi-D-1');
      const name = choose(readdirSync(place).sort()) ?? '';
      const bytes = readFileSync(join(place, name));
      if (how === 'flipped') bytes.writeUInt8(bytes.readUInt8(100) ^ 0x10, 100);
      writeFileSync(join(place, name), how === 'shortened' ? bytes.subarray(0, -1) : bytes);
      must('sync', join(place, name));
      release(plan, 'settled');
      expect(await ended).toBe(1);
      const { report } = readStatus(plan);
      expect(report).toMatchObject({ kind: 'result', ok: false, error: 'mismatch', mismatched: 1, removed: true });
      expect(leftovers(folder)).toEqual([]);
    },
  );

  it('counts a file that vanished as damaged', async () => {
    const plan = { folder, job: 'D-2', maxBytes: 20 * MEBIBYTE, settleSeconds: 120 };
    const run = startOverwriter(plan);
    const ended = new Promise<number | null>((resolve) => run.once('exit', resolve));
    await waitForPhase(plan, 'settle');
    const name = readdirSync(join(folder, '.hakushi-D-2'))[0] ?? '';
    const { size } = statSync(join(folder, '.hakushi-D-2', name));
    must('rm', join(folder, '.hakushi-D-2', name));
    release(plan, 'settled');
    expect(await ended).toBe(1);
    expect(readStatus(plan).report).toMatchObject({ ok: false, mismatched: size, removed: true });
  });

  it('lives on when its parent and its reader die, and is found again by its status file', async () => {
    const plan = { folder, job: 'P-1', maxBytes: 300 * MEBIBYTE, detach: true };
    // The shell that starts it is killed with its whole group, as adbd does with a cable that is pulled.
    const shell = startOverwriter({ ...plan, detach: false, holdSeconds: 120 });
    const first = await waitForPhase(plan, 'fill');
    shell.kill('SIGHUP');
    shell.kill('SIGPIPE');
    await waitForPhase(plan, 'hold');
    expect(readStatus(plan).pid).toBe(first.pid);
    release(plan);
    expect(await waitForResult(plan)).toMatchObject({ ok: true });
  });

  it('refuses a second start of the same job, and of any other in the same folder, with the pid of the first', async () => {
    const plan = { folder, job: 'S-1', maxBytes: MEBIBYTE, holdSeconds: 120, detach: true };
    const { last } = runOverwriter(plan);
    await waitForPhase(plan, 'hold');
    const pid = last?.kind === 'started' ? last.pid : Number.NaN;
    expect(runOverwriter(plan)).toMatchObject({ code: 3, last: { error: 'running', pid } });
    expect(runOverwriter({ ...plan, job: 'S-2' })).toMatchObject({ code: 3, last: { error: 'running', pid } });
    expect(compareFiles(plan)).toEqual({ bytes: MEBIBYTE, wrong: [] });
    release(plan);
    expect(await waitForResult(plan)).toMatchObject({ ok: true });
  });

  it('after a forced death begins again and clears what the dead run left, also of another job', async () => {
    const plan = { folder, job: 'K-1', maxBytes: 20 * MEBIBYTE, settleSeconds: 120, detach: true };
    runOverwriter(plan);
    const { pid } = await waitForPhase(plan, 'settle');
    kill(pid, 'SIGKILL');
    expect(leftovers(folder)).toEqual(['.hakushi-K-1']);
    expect(readStatus(plan).report.kind).toBe('progress');
    const again = runOverwriter({ folder, job: 'K-2', maxBytes: 20 * MEBIBYTE });
    expect(again).toMatchObject({ code: 0, last: { ok: true, written: 20 * MEBIBYTE } });
    expect(leftovers(folder)).toEqual([]);
  });

  it('whose worker is killed fails and cleans up', async () => {
    const plan = { folder, job: 'W-1', maxBytes: 2000 * MEBIBYTE, detach: true };
    runOverwriter(plan);
    const { pid } = await waitForPhase(plan, 'fill');
    const workers = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean);
    while (workers().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(Number(workers()[0]), 'SIGKILL');
    expect(await waitForResult(plan)).toMatchObject({ ok: false, error: 'worker-killed', removed: true });
    expect(leftovers(folder)).toEqual([]);
  });

  it('that is asked to stop says so and cleans up', async () => {
    const plan = { folder, job: 'Q-1', maxBytes: MEBIBYTE, holdSeconds: 120, detach: true };
    runOverwriter(plan);
    const { pid } = await waitForPhase(plan, 'hold');
    process.kill(pid, 'SIGTERM');
    expect(await waitForResult(plan)).toMatchObject({ ok: false, error: 'stopped', removed: true });
    expect(leftovers(folder)).toEqual([]);
  });

  it('leaves alone what only looks like its own, and does not follow a link out of its folder', () => {
    const outside = join(folder, 'outside');
    const inside = join(folder, 'inside');
    for (const path of [outside, inside]) mkdirSync(path);
    writeFileSync(join(outside, 'kept'), 'kept');
    must('ln', '-s', outside, join(inside, '.hakushi-L-1'));
    const { code, last } = runOverwriter({ folder: inside, job: 'L-1', maxBytes: MEBIBYTE });
    expect(code).toBe(4);
    expect(last).toMatchObject({ kind: 'refusal', error: 'cannot-delete-here' });
    expect(existsSync(join(outside, 'kept'))).toBe(true);
  });

  it('refuses a folder that is not there', () => {
    const { code, last } = runOverwriter({ folder: join(folder, 'none') });
    expect(code).toBe(4);
    expect(last).toMatchObject({ error: 'dir', detail: 'ENOENT' });
  });
});
