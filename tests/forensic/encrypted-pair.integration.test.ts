import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTool } from '../guest/run-tool.ts';
import { describeWhere } from '../needs.ts';
import { LOOP_PACKAGES, LoopExt4 } from './loop-ext4.ts';
import { PLANTED, plantCanaries } from './plant-canaries.ts';
import { type ResidueRow, residueTable } from './residue-table.ts';
import { runPhotorec } from './run-photorec.ts';
import { CanaryCollector, type CanaryCount, contentsOf, scanForCanaries } from './scan-for-canaries.ts';

const NONE: CanaryCount = { JPG: 0, SQL: 0, TXT: 0, TNY: 0, NAM: 0 };

/** What the owner's programs see through the mounted file system, names included. */
async function readable(folder: string): Promise<CanaryCount> {
  const collector = new CanaryCollector();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    collector.add(Buffer.from(`${entry.name}\n`));
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => null);
    if (bytes !== null) collector.add(bytes);
  }
  return collector.count();
}

describeWhere(['root', ...LOOP_PACKAGES, 'gcc', 'libc6-dev', 'testdisk'], 'an encrypted medium', () => {
  const rows: ResidueRow[] = [];
  let tools = '';
  let medium: LoopExt4 | undefined;

  beforeAll(async () => {
    tools = await mkdtemp(join(tmpdir(), 'hakushi-fscrypt-'));
    const source = fileURLToPath(new URL('./encrypted-folder.c', import.meta.url));
    await runTool('gcc', ['-O1', '-Wall', '-Werror', '-o', join(tools, 'encrypted-folder'), source]);
  });

  afterAll(async () => {
    console.log(residueTable('ext4 with file-based encryption; nothing was overwritten', rows));
    await medium?.remove();
    await rm(tools, { recursive: true, force: true });
  });

  test('key obtainable: all is readable; key destroyed: nothing is; the raw medium says the same in both', async () => {
    medium = await LoopExt4.create(128, ['-O', 'encrypt,stable_inodes']);
    const { data, image } = medium;
    const call = async (...args: string[]) => (await runTool(join(tools, 'encrypted-folder'), args)).stdout;
    const home = join(data, 'home');
    const key = randomBytes(64).toString('hex');
    const measure = async (after: string) => {
      const seen = await readable(home);
      await medium?.unmount();
      const raw = await scanForCanaries(image);
      const row = { medium: 'ext4 128 MiB encrypted', after: `${after}: raw`, raw, carved: await runPhotorec(image) };
      rows.push({ ...row, after: `${after}: readable`, raw: seen, carved: null }, row);
      await medium?.mount();
      return { seen, raw: row.raw, carved: row.carved.canaries };
    };

    const identifier = await call('add', data, key);
    await mkdir(home);
    await call('protect', home, identifier);
    await plantCanaries(join(home, 'media'), 'maple');
    expect(await measure('with the key')).toEqual({ seen: PLANTED, raw: NONE, carved: NONE });

    // Unmounting has made the kernel forget the key. Locked, but the key is still in a drawer: this is no erasure.
    expect(await measure('key taken away')).toEqual({ seen: NONE, raw: NONE, carved: NONE });
    await call('add', data, key);
    expect(await measure('the same key again')).toEqual({ seen: PLANTED, raw: NONE, carved: NONE });

    // Nobody has the key any more; whatever else is tried opens nothing.
    await call('add', data, randomBytes(64).toString('hex'));
    const destroyed = await measure('key destroyed');
    expect(destroyed).toEqual({ seen: NONE, raw: NONE, carved: NONE });
    expect(contentsOf(destroyed.seen)).toBe(0);
  });
});
