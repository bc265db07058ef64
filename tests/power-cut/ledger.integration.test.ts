import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import { verifyLedgerFile } from '../../main/ledger/verify-file.ts';
import { describeWhere } from '../needs.ts';
import { countLost, type WriterOptions, WriterProcess } from './writer-process.ts';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-cut-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function mounted(point: string, ...options: string[]): string {
  mkdirSync(point, { recursive: true });
  execFileSync('mount', [...options, point]);
  cleanups.push(() => void execFileSync('umount', [point]));
  return point;
}

function writer(folder: string, options: WriterOptions = {}): WriterProcess {
  const started = new WriterProcess(folder, options);
  cleanups.push(() => started.kill());
  return started;
}

describeWhere([], 'kill -9 of the writer', () => {
  test('loses no acknowledged entry and leaves a good chain, ten times in a row', async () => {
    const folder = join(temporaryFolder(), 'data');
    const all: { seq: number; hash: string }[] = [];
    for (let round = 0; round < 10; round += 1) {
      const running = writer(folder, { sealEvery: 7 });
      await running.reached(20 + round * 13);
      await running.kill();
      all.push(...running.acknowledged);
      expect(running.acknowledged.length).toBeGreaterThanOrEqual(20);
      expect(countLost(folder, all)).toBe(0);
    }
  });

  test('while it writes, another process may verify but not write', async () => {
    const folder = join(temporaryFolder(), 'data');
    const running = writer(folder, { sealEvery: 5 });
    await running.reached(30);
    for (let round = 0; round < 5; round += 1) {
      const answer = await verifyLedgerFile(join(folder, 'hakushi.sqlite'));
      expect(answer).toMatchObject({ ok: true });
      expect(answer.entries).toBeGreaterThan(30);
    }
    expect(() => openLedger({ folder, practice: true })).toThrow('store.in-use');
    await running.kill();
    expect(countLost(folder, running.acknowledged)).toBe(0);
  });
});

describeWhere(['root', 'mount'], 'a full disk', () => {
  test('refuses the entry, loses nothing, and goes on when there is room again', async () => {
    const point = mounted(join(temporaryFolder(), 'small'), '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs');
    const ballast = join(point, 'ballast');
    // As large as the journal may have grown: putting it back into the database needs that much room.
    writeFileSync(ballast, Buffer.alloc(2_000_000));
    const folder = join(point, 'data');
    const running = writer(folder, { sealEvery: 10, padding: 3000 });
    await running.ended();
    expect(running.failed?.failed).toBe('ledger.write-failed');
    expect(running.acknowledged.length).toBeGreaterThan(20);
    expect(running.failed?.head).toBeGreaterThanOrEqual(running.acknowledged.at(-1)?.seq ?? Number.NaN);
    truncateSync(ballast, 0);
    expect(countLost(folder, running.acknowledged)).toBe(0);
    const opened = openLedger({ folder, practice: true });
    try {
      const before = opened.ledger.head().seq;
      expect(opened.ledger.sealNow().seq).toBeGreaterThanOrEqual(before);
    } finally {
      opened.close();
    }
  });

  test('the same ledger goes on after a refused entry, without a gap', () => {
    const point = mounted(join(temporaryFolder(), 'small'), '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs');
    const ballast = join(point, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1_000_000));
    const { ledger, close } = openLedger({ folder: join(point, 'data'), practice: true });
    const heard: number[] = [];
    ledger.onAppend((entry) => heard.push(entry.seq));
    const append = () =>
      ledger.append({
        kind: 'step-ended',
        actor: 'op-1',
        body: { step: 'x'.repeat(5000), outcome: 'done', error: null },
      });
    let refused: unknown = null;
    let last = 1;
    while (refused === null) {
      try {
        last = append().seq;
      } catch (thrown) {
        refused = thrown;
      }
    }
    expect(refused).toMatchObject({ code: 'ledger.write-failed' });
    expect(ledger.head().seq).toBe(last);
    expect(heard.at(-1)).toBe(last);
    truncateSync(ballast, 0);
    expect(append().seq).toBe(last + 1);
    close();
    expect(countLost(join(point, 'data'), [])).toBe(0);
  });
});

describeWhere(['root', 'mount', 'e2fsprogs'], 'a power cut', () => {
  test('loses no acknowledged entry, five rounds', async () => {
    const losses = await cutRounds(5, { sealEvery: 25 });
    process.stdout.write(`power cuts: ${JSON.stringify(losses)}\n`);
    expect(losses.map((one) => one.lost)).toEqual([0, 0, 0, 0, 0]);
    expect(losses.every((one) => one.acknowledged >= 100)).toBe(true);
  });

  test('control: with synchronous=NORMAL the same cut loses entries, so that the test above can fail', async () => {
    const losses = await cutRounds(3, { sealEvery: 25, synchronous: 'NORMAL' });
    process.stdout.write(`power cuts, control with NORMAL: ${JSON.stringify(losses)}\n`);
    expect(Math.max(...losses.map((one) => one.lost))).toBeGreaterThan(0);
  });
});

interface Loss {
  readonly acknowledged: number;
  readonly lost: number;
}

async function cutRounds(rounds: number, options: WriterOptions): Promise<Loss[]> {
  const folder = temporaryFolder();
  const losses: Loss[] = [];
  for (let round = 0; round < rounds; round += 1) {
    losses.push(await cutOnce(join(folder, String(round)), 120 + round * 60, options));
  }
  return losses;
}

/** The copy of a loop device's backing file lacks what was only in the page cache of the file system on it, as after a cut. */
async function cutOnce(folder: string, entries: number, options: WriterOptions): Promise<Loss> {
  mkdirSync(folder);
  const image = join(folder, 'disk');
  const copy = join(folder, 'after-the-cut');
  writeFileSync(image, '');
  truncateSync(image, 64 << 20);
  execFileSync('mkfs.ext4', ['-q', '-F', image]);
  const live = mounted(join(folder, 'live'), '-o', 'loop', image);
  const running = writer(join(live, 'data'), options);
  await running.reached(entries);
  await running.freeze();
  copyFileSync(image, copy);
  await running.kill();
  const after = mounted(join(folder, 'after'), '-o', 'loop', copy);
  return { acknowledged: running.acknowledged.length, lost: countLost(join(after, 'data'), running.acknowledged) };
}
