import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DebianKernel } from './debian-kernel.ts';
import { runTool } from './run-tool.ts';

const ALWAYS = ['virtio_pci', 'virtio_blk', '9pnet_virtio', '9p', 'overlay', 'loop'];

async function moduleFiles(kernel: DebianKernel, names: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const name of names) {
    const { stdout } = await runTool('modprobe', ['-d', kernel.root, '-S', kernel.release, '--show-depends', name]);
    for (const line of stdout.split('\n')) {
      const path = /^insmod (\S+)/.exec(line)?.[1];
      if (path !== undefined) found.add(path);
    }
  }
  return [...found];
}

async function copyTree(kernel: DebianKernel, names: readonly string[], root: string): Promise<void> {
  for (const folder of ['bin', 'proc', 'sys', 'dev', 'newroot', 'lower', 'layer']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await copyFile('/bin/busybox', join(root, 'bin/busybox'));
  for (const path of await moduleFiles(kernel, names)) {
    const target = join(root, path.slice(kernel.root.length));
    await mkdir(dirname(target), { recursive: true });
    await copyFile(path, target);
  }
  const lists = join('lib/modules', kernel.release);
  for (const name of await readdir(join(kernel.root, lists))) {
    if (/^modules\.(order|builtin)/.test(name)) await cp(join(kernel.root, lists, name), join(root, lists, name));
  }
  await runTool('depmod', ['-b', root, kernel.release]);
}

/**
 * Returns the path of an initramfs with busybox, the wanted kernel modules and our first process, built once per kernel and
 * module list and kept in `cacheFolder`.
 */
export async function buildInitramfs(
  kernel: DebianKernel,
  cacheFolder: string,
  modules: readonly string[],
): Promise<string> {
  const init = await readFile(new URL('./init.sh', import.meta.url), 'utf8');
  const names = [...new Set([...ALWAYS, ...modules])];
  const mark = createHash('sha256')
    .update(JSON.stringify([kernel.release, names, init]))
    .digest('hex')
    .slice(0, 16);
  const archive = join(cacheFolder, `initramfs-${mark}.cpio`);
  if (existsSync(archive)) return archive;
  const work = await mkdtemp(join(cacheFolder, 'initramfs-'));
  try {
    const root = join(work, 'root');
    await copyTree(kernel, names, root);
    await writeFile(join(root, 'init'), init, { mode: 0o755 });
    await writeFile(join(root, 'wanted-modules'), `${names.join('\n')}\n`);
    const pack = `find . -print0 | cpio --null --quiet -o -H newc > ${work}/archive`;
    await runTool('sh', ['-c', pack], { cwd: root });
    await rename(join(work, 'archive'), archive);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return archive;
}
