import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GUEST_PACKAGES, runInGuest } from '../guest/run-in-guest.ts';
import { describeWhere } from '../needs.ts';
import { OVERWRITER, overwriteCommand, overwriteResult } from './overwrite-command.ts';
import { PLANTED, plantCanaries } from './plant-canaries.ts';
import { type ResidueRow, residueTable } from './residue-table.ts';
import { runPhotorec } from './run-photorec.ts';
import { contentsOf, scanForCanaries } from './scan-for-canaries.ts';

const SIZE_MIB = 512;
const SEED = 'maple';
// f2fs asks for its checksum by name, which a guest's kernel cannot load by itself.
const MODULES = ['crc32_generic', 'crc32c_generic', 'f2fs'];

// Neighbours stay alive between the planted files, as on a phone in use: their segments can never become free as a whole.
const SCRIPT = `
set -eu
plant() { # DEVICE MOUNT: plants among files that stay, then deletes what was planted
  mkfs.f2fs -q -f -t 0 $1 > /dev/null
  mkdir -p $2
  mount -t f2fs -o nodiscard $1 $2
  mkdir -p $2/local/tmp $2/media
  chown -R 2000:2000 $2/local
  cp -r $SHARED/phone/. $2/media/
  sync
  find $2/media -type f ! -name '*.stays' -delete
  sync
}
plant /dev/vda /mnt/deleted
umount /mnt/deleted
plant /dev/vdb /mnt/phone
cp $SHARED/overwriter /mnt/phone/local/tmp/
umount /mnt/phone
mount -t f2fs -o nodiscard /dev/vdb /mnt/phone
chroot --userspec=2000:2000 --groups= / ${overwriteCommand('/mnt/phone/local/tmp/overwriter', '/mnt/phone/local/tmp')} > $SHARED/said
umount /mnt/phone
`;

async function plantAmongNeighbours(folder: string): Promise<void> {
  await plantCanaries(folder, SEED);
  for (let n = 0; n < 80; n += 1) {
    await writeFile(join(folder, 'prefs', `q${n}.stays`), `stays ${n}\n`);
    await writeFile(join(folder, 'Notes', `${n}.stays`), 'stays\n'.repeat(200 + n * 10));
    await writeFile(join(folder, 'DCIM', `${n}.stays`), Buffer.alloc(20_000 + n * 500, n));
  }
}

describeWhere(['root', ...GUEST_PACKAGES, 'f2fs-tools', 'testdisk'], 'what a buyer finds on f2fs', () => {
  test('all after deletion; after the overwrite nothing of any file, and names only in folders that live', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hakushi-f2fs-'));
    const rows: ResidueRow[] = [];
    try {
      const sharedFolder = join(folder, 'shared');
      await mkdir(sharedFolder);
      await plantAmongNeighbours(join(sharedFolder, 'phone'));
      await copyFile(OVERWRITER, join(sharedFolder, 'overwriter'));
      const disks = ['deleted.img', 'overwritten.img'].map((name) => join(folder, name));
      for (const disk of disks) {
        await writeFile(disk, '');
        await truncate(disk, SIZE_MIB << 20);
      }
      const run = await runInGuest({ script: SCRIPT, sharedFolder, disks, modules: MODULES, withinMs: 240_000 });
      expect(run.exitCode, run.console).toBe(0);
      expect(overwriteResult(await readFile(join(sharedFolder, 'said'), 'utf8'))).toMatchObject({ ok: true });

      for (const [at, after] of ['plain deletion', 'overwrite'].entries()) {
        const image = disks[at] ?? '';
        const medium = `f2fs ${SIZE_MIB} MiB ${SEED}`;
        rows.push({ medium, after, raw: await scanForCanaries(image), carved: await runPhotorec(image) });
      }
      const [deleted, overwritten] = rows;
      expect(deleted?.raw).toEqual(PLANTED);
      expect(contentsOf(deleted?.carved?.canaries ?? PLANTED)).toBeGreaterThan(0);
      expect(contentsOf(overwritten?.raw ?? PLANTED)).toBe(0);
      expect(contentsOf(overwritten?.carved?.canaries ?? PLANTED)).toBe(0);
    } finally {
      console.log(residueTable('f2fs in the guest, files among living neighbours, overwritten by user 2000', rows));
      await rm(folder, { recursive: true, force: true });
    }
  });
});
