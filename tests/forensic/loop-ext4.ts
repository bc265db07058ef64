import { access, chown, copyFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../guest/run-tool.ts';

/** Debian packages that a medium on a loop device needs. */
export const LOOP_PACKAGES = ['e2fsprogs', 'mount', 'busybox-static'] as const;

/** Numeric user of Android's adb shell (AID_SHELL in android_filesystem_config.h). */
export const SHELL_USER = 2000;

/**
 * A medium that really exists: an ext4 image on a loop device, mounted as the data partition of a small busybox world in
 * which a user without rights can be locked up. `remove` takes everything away again and may be called in any state.
 */
export class LoopExt4 {
  /** Image file to be scanned; complete only after `unmount`. */
  readonly image: string;
  /** Root folder of the small world; the medium is its `/data`. */
  readonly world: string;
  readonly #folder: string;
  readonly #options: readonly string[];
  #device: string | null = null;
  #mounted = false;

  private constructor(folder: string, options: readonly string[]) {
    this.#folder = folder;
    this.#options = options;
    this.image = join(folder, 'medium.img');
    this.world = join(folder, 'world');
  }

  /** Makes and mounts a new medium of `sizeMiB`; `options` are further mkfs.ext4 arguments. */
  static async create(sizeMiB: number, options: readonly string[] = []): Promise<LoopExt4> {
    const medium = new LoopExt4(await mkdtemp(join(tmpdir(), 'hakushi-ext4-')), options);
    try {
      await medium.#build(sizeMiB);
    } catch (cause) {
      await medium.remove();
      throw cause;
    }
    return medium;
  }

  /** Folder of the mounted medium, as the host sees it. */
  get data(): string {
    return join(this.world, 'data');
  }

  async #build(sizeMiB: number): Promise<void> {
    for (const name of ['bin', 'dev', 'data', 'system/bin']) await mkdir(join(this.world, name), { recursive: true });
    await copyFile('/bin/busybox', join(this.world, 'bin/busybox'));
    await runTool('chroot', [this.world, '/bin/busybox', '--install', '-s', '/bin']);
    await runTool('ln', ['-s', '/bin/busybox', join(this.world, 'system/bin/sh')]);
    for (const [name, minor] of [
      ['null', '3'],
      ['zero', '5'],
      ['urandom', '9'],
    ] as const) {
      await runTool('mknod', ['-m', '666', join(this.world, 'dev', name), 'c', '1', minor]);
    }
    await writeFile(this.image, '');
    await truncate(this.image, sizeMiB * 2 ** 20);
    const quiet = ['-q', '-F', '-b', '4096', '-E', 'nodiscard,lazy_itable_init=0,lazy_journal_init=0'];
    await runTool('mkfs.ext4', [...quiet, ...this.#options, this.image]);
    await this.mount();
    await mkdir(join(this.data, 'local/tmp'), { recursive: true });
    await chown(join(this.data, 'local/tmp'), SHELL_USER, SHELL_USER);
  }

  /** Mounts the medium without discard, so that nothing but writing can remove what was there. */
  async mount(): Promise<void> {
    const { stdout } = await runTool('losetup', ['-f', '--show', this.image]);
    this.#device = stdout.trim();
    await runTool('mount', ['-t', 'ext4', '-o', 'nodiscard', this.#device, this.data]);
    this.#mounted = true;
  }

  /** Unmounts, so that the image holds what a medium taken out of a phone would hold. */
  async unmount(): Promise<void> {
    if (this.#mounted) await runTool('umount', [this.data]);
    this.#mounted = false;
    if (this.#device !== null) await runTool('losetup', ['-d', this.#device]);
    this.#device = null;
  }

  /** Runs a shell command inside the small world as the user of adb's shell; resolves with its standard output. */
  async asShell(command: string, withinMs: number): Promise<string> {
    const user = `--userspec=${SHELL_USER}:${SHELL_USER}`;
    const args = [user, '--groups=', this.world, '/bin/sh', '-c', command];
    const { stdout } = await runTool('chroot', args, { withinMs });
    return stdout;
  }

  /** Takes the medium and its device away, whatever state they are in. */
  async remove(): Promise<void> {
    try {
      await this.unmount();
    } catch {
      await runTool('umount', ['-l', this.data]).catch(() => undefined);
      if (this.#device !== null) await runTool('losetup', ['-d', this.#device]).catch(() => undefined);
    }
    await access(this.#folder).then(() => rm(this.#folder, { recursive: true, force: true }));
  }
}
