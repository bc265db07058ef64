import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildOverwriters } from '../../../../scripts/build-overwriter.ts';
import { describeWhere } from '../../../needs.ts';
import {
  leftovers,
  MACHINES,
  makeExt4,
  makeFolder,
  must,
  runOverwriter,
  startOverwriter,
  waitForPhase,
  waitForResult,
} from './overwriter-run.ts';

const asShell = ['setpriv', '--reuid=2000', '--regid=2000', '--clear-groups'];

describeWhere(['gcc', 'gcc-aarch64-linux-gnu', 'gcc-arm-linux-gnueabi'], 'the kept binaries', () => {
  it('are, byte for byte, what the sources build to', () => {
    const kept = join(import.meta.dirname, '../../../../resources/overwriter');
    const { folder, remove } = makeFolder();
    try {
      buildOverwriters(folder);
      const hash = (base: string, name: string) =>
        createHash('sha256')
          .update(readFileSync(join(base, name)))
          .digest('hex');
      const names = [...Object.keys(MACHINES).map((abi) => `${abi}/overwriter`), 'manifest.json'];
      for (const name of names) expect(hash(folder, name), name).toBe(hash(kept, name));
    } finally {
      remove();
    }
  });
});

/** Plants files with canaries, deletes them, and returns how many canaries the raw image holds before and after `act`. */
function plantAndCount(medium: ReturnType<typeof makeExt4>, act: () => void): { before: number; after: number } {
  const data = join(medium.folder, 'data');
  mkdirSync(data);
  for (let i = 0; i < 120; i += 1) {
    // A third are tiny, some are large; every name carries a canary too.
    const filler = Buffer.alloc(i % 3 === 0 ? 8 : (i * 7919) % 300_000, i);
    writeFileSync(join(data, `CANARY-${i}.bin`), Buffer.concat([Buffer.from(`CANARY-${i};`), filler]));
  }
  must('sync', '-f', medium.folder);
  rmSync(data, { recursive: true });
  must('sync', '-f', medium.folder);
  const count = () => readFileSync(medium.image, 'latin1').split('CANARY-').length - 1;
  const before = count();
  act();
  medium.unmount();
  return { before, after: count() };
}

describeWhere(['root', 'e2fsprogs', 'mount'], 'the overwriter on a real ext4', () => {
  it('as an ordinary user leaves nothing of deleted files, their names in the journal included', () => {
    const medium = makeExt4(256);
    try {
      const counted = plantAndCount(medium, () => {
        const { code, last } = runOverwriter({ folder: medium.folder, job: 'E-1' }, 'x86_64', asShell);
        expect(code).toBe(0);
        expect(last).toMatchObject({ ok: true, removed: true, direct: true, bypass: 'direct', leftAvailable: 0 });
        if (last?.kind !== 'result') return;
        expect(last.unreached / last.freeBefore).toBeLessThan(0.01);
        expect(last.reserved).toBeGreaterThan(0);
        expect(last.freeAfter / last.freeBefore).toBeGreaterThan(0.99);
      });
      expect(counted.before).toBeGreaterThanOrEqual(240);
      expect(counted.after).toBe(0);
    } finally {
      medium.remove();
    }
  });

  it('by one plain fill leaves something, so the test above can fail', () => {
    const medium = makeExt4(256);
    try {
      const plain = [...asShell, ...MACHINES.x86_64, '--dir', medium.folder, '--key', '00'.repeat(32), '--job', 'E-2'];
      const { before, after } = plantAndCount(medium, () => {
        must(plain[0] ?? '', ...plain.slice(1), '--rotations', '0', '--combs', '0');
      });
      expect(after).toBeGreaterThan(0);
      expect(after).toBeLessThanOrEqual(before);
    } finally {
      medium.remove();
    }
  });

  it('takes an early end of the space as the end, and reports the rest as unreached', async () => {
    const medium = makeExt4(128);
    try {
      const plan = { folder: medium.folder, job: 'E-3', settleSeconds: 1 };
      const run = startOverwriter(plan);
      const ended = new Promise<number | null>((resolve) => run.once('exit', resolve));
      await waitForPhase(plan, 'fill');
      // Somebody else takes 20 MiB while the fill runs.
      must('fallocate', '-l', '20M', join(medium.folder, 'other'));
      expect(await ended).toBe(0);
      const result = await waitForResult(plan);
      expect(result).toMatchObject({ ok: true });
      // Root may take a part of it out of root's own reserve.
      expect(result.unreached).toBeGreaterThan(8 * 2 ** 20);
    } finally {
      medium.remove();
    }
  });

  it('refuses a folder in which it could not delete afterwards', () => {
    const medium = makeExt4(64);
    try {
      must('chattr', '+a', medium.folder);
      const { code, last } = runOverwriter({ folder: medium.folder, job: 'E-4' });
      must('chattr', '-a', medium.folder);
      expect(code).toBe(4);
      expect(last).toMatchObject({ error: 'cannot-delete-here', detail: 'EPERM' });
      expect(must('df', '--output=used', '-k', medium.folder).split('\n')[1]?.trim()).not.toBe('');
      const sizes = readdirSync(medium.folder).map((name) => statSync(join(medium.folder, name)));
      expect(sizes.every((entry) => entry.isDirectory() || entry.size <= 1024)).toBe(true);
    } finally {
      medium.remove();
    }
  });

  it('sees a byte that changed on the medium itself behind the file system', async () => {
    const medium = makeExt4(64);
    try {
      const plan = { folder: medium.folder, job: 'E-5', settleSeconds: 60, detach: true, maxBytes: 20 * 2 ** 20 };
      runOverwriter(plan);
      await waitForPhase(plan, 'settle');
      const name = readdirSync(join(medium.folder, '.hakushi-E-5')).sort()[0] ?? '';
      const file = join(medium.folder, '.hakushi-E-5', name);
      const place = /^\s*0:\s+\d+\.\.\s*\d+:\s+(\d+)\.\./m.exec(must('filefrag', '-v', file));
      const at = Number(place?.[1]) * 4096;
      const device = must('findmnt', '-no', 'SOURCE', '--target', medium.folder).trim();
      must('sync', '-f', medium.folder);
      const raw = openSync(device, 'r+');
      writeSync(
        raw,
        Buffer.from(
          readFileSync(file)
            .subarray(0, 1)
            .map((byte) => byte ^ 1),
        ),
        0,
        1,
        at,
      );
      closeSync(raw);
      must('sync', device);
      writeFileSync(join(medium.folder, '.hakushi-E-5.settled'), '');
      expect(await waitForResult(plan)).toMatchObject({ ok: false, error: 'mismatch', mismatched: 1, removed: true });
    } finally {
      medium.remove();
    }
  });
});

describeWhere(['root', 'mount'], 'the overwriter on memory (tmpfs)', () => {
  it('says that nothing kept the cache out, fills to the last page and cleans up', () => {
    const { folder, remove } = makeFolder();
    try {
      must('mount', '-t', 'tmpfs', '-o', 'size=24m', 'none', folder);
      const { code, last } = runOverwriter({ folder, job: 'M-1' });
      expect(code).toBe(0);
      expect(last).toMatchObject({ ok: true, direct: false, bypass: 'none', leftAvailable: 0 });
      expect(leftovers(folder)).toEqual([]);
    } finally {
      must('umount', folder);
      remove();
    }
  });
});
