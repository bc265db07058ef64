import { chmod, copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeWhere } from '../needs.ts';
import { LOOP_PACKAGES, LoopExt4 } from './loop-ext4.ts';
import { OVERWRITER, overwriteCommand, overwriteResult } from './overwrite-command.ts';
import { PLANTED, plantCanaries } from './plant-canaries.ts';
import { type ResidueRow, residueTable } from './residue-table.ts';
import { runPhotorec } from './run-photorec.ts';
import { contentsOf, scanForCanaries } from './scan-for-canaries.ts';

const SIZES_MIB = [256, 512];
const SEEDS = ['maple', 'cedar', 'birch'];
const rows: ResidueRow[] = [];

async function measure(medium: LoopExt4, name: string, after: string): Promise<ResidueRow> {
  await medium.unmount();
  const row = {
    medium: name,
    after,
    raw: await scanForCanaries(medium.image),
    carved: await runPhotorec(medium.image),
  };
  await medium.mount();
  rows.push(row);
  return row;
}

async function overwriteAsShell(medium: LoopExt4): Promise<ReturnType<typeof overwriteResult>> {
  const program = join(medium.data, 'local/tmp/overwriter');
  await copyFile(OVERWRITER, program);
  await chmod(program, 0o755);
  return overwriteResult(
    await medium.asShell(overwriteCommand('/data/local/tmp/overwriter', '/data/local/tmp'), 120_000),
  );
}

describeWhere(['root', ...LOOP_PACKAGES, 'testdisk'], 'what a buyer finds on ext4', () => {
  afterAll(() => console.log(residueTable('ext4, overwritten by user 2000', rows)));

  for (const size of SIZES_MIB)
    for (const seed of SEEDS)
      test(`${size} MiB, ${seed}: all after deletion, nothing after the overwrite`, async () => {
        const name = `ext4 ${size} MiB ${seed}`;
        const medium = await LoopExt4.create(size);
        try {
          const home = join(medium.data, 'media');
          await plantCanaries(home, seed);
          await medium.unmount();
          await medium.mount();
          await rm(home, { recursive: true });

          const control = await measure(medium, name, 'plain deletion');
          expect(control.raw).toEqual(PLANTED);
          expect(control.carved?.canaries.JPG).toBeGreaterThan(0);
          expect(control.carved?.canaries.TXT).toBeGreaterThan(0);

          expect(await overwriteAsShell(medium)).toMatchObject({ kind: 'result', ok: true, mismatched: 0 });
          const after = await measure(medium, name, 'overwrite');
          // Names are metadata; they are printed above as what they are and not part of this claim.
          expect(contentsOf(after.raw)).toBe(0);
          expect(contentsOf(after.carved?.canaries ?? PLANTED)).toBe(0);
        } finally {
          await medium.remove();
        }
      });
});
