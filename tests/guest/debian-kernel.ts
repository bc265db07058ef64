import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

/** Debian's stock kernel, unpacked but not installed. */
export interface DebianKernel {
  /** Release as `uname -r` prints it. */
  readonly release: string;
  /** Path of the bootable image. */
  readonly image: string;
  /** Folder that holds `lib/modules/<release>` with its dependency lists. */
  readonly root: string;
}

async function currentPackage(): Promise<string> {
  const { stdout } = await runTool('apt-cache', ['depends', 'linux-image-amd64']);
  const found = /Depends: (linux-image-\S+)/.exec(stdout)?.[1];
  if (found === undefined) throw new Error(`apt does not know which kernel linux-image-amd64 stands for: ${stdout}`);
  return found;
}

async function download(name: string, folder: string): Promise<void> {
  try {
    await runTool('apt-get', ['download', name], { cwd: folder, withinMs: 120_000 });
  } catch {
    // Package lists older than the archive name a version that is gone.
    await runTool('apt-get', ['update'], { withinMs: 120_000 });
    await runTool('apt-get', ['download', name], { cwd: folder, withinMs: 120_000 });
  }
}

/**
 * Returns the kernel that Debian's `linux-image-amd64` stands for, downloading and unpacking it into `cacheFolder` when it
 * is not there yet. The cloud kernel would be smaller, but it has no USB and no f2fs.
 */
export async function unpackDebianKernel(cacheFolder: string): Promise<DebianKernel> {
  const name = await currentPackage();
  const release = name.replace('linux-image-', '');
  const root = join(cacheFolder, name);
  if (!existsSync(root)) {
    await mkdir(cacheFolder, { recursive: true });
    const work = await mkdtemp(join(cacheFolder, 'unpack-'));
    try {
      await download(name, work);
      const archive = (await readdir(work)).find((file) => file.endsWith('.deb'));
      if (archive === undefined) throw new Error(`apt-get download ${name} left no package`);
      await runTool('dpkg-deb', ['-x', join(work, archive), join(work, 'tree')]);
      await runTool('depmod', ['-b', join(work, 'tree'), release]);
      await rename(join(work, 'tree'), root);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return { release, image: join(root, 'boot', `vmlinuz-${release}`), root };
}
