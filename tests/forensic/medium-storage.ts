import { chownSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { chown, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PhoneStorage, type ShellStart } from '../../practice/phone/storage.ts';
import { runTool } from '../guest/run-tool.ts';
import { type LoopExt4, SHELL_USER } from './loop-ext4.ts';

/**
 * A virtual phone's storage that is a real medium: /data is a mounted ext4 image, and the phone's shell runs locked up in the
 * small world around it, as the user of adb's shell. What lies there when the phone is made is its seller's; a reset deletes it.
 */
export class MediumStorage extends PhoneStorage {
  override readonly sharesDisk = false;
  readonly #medium: LoopExt4;
  #isMade = false;

  constructor(medium: LoopExt4, sizeBytes: number) {
    super(medium.world, sizeBytes);
    this.#medium = medium;
  }

  override format(): void {
    // The first call lays the phone's storage, which the test has done already.
    if (!this.#isMade) {
      this.#isMade = true;
      return;
    }
    const { data } = this.#medium;
    for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true, force: true });
    for (const name of ['local/tmp', 'media/0', 'data']) mkdirSync(join(data, name), { recursive: true });
    chownSync(join(data, 'local/tmp'), SHELL_USER, SHELL_USER);
  }

  /** Copies the medium as it is now, flushed. */
  async copyTo(file: string): Promise<void> {
    await runTool('sync', ['-f', this.#medium.data]);
    await copyFile(this.#medium.image, file);
  }

  override plant(): void {
    // The test plants canaries of its own.
  }

  override freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.#medium.data);
    return bavail * bsize;
  }

  /** What adb pushes belongs to the shell's user, who could not run it otherwise. */
  override async giveToShell(realPath: string): Promise<void> {
    await chown(realPath, SHELL_USER, SHELL_USER);
  }

  override shell(prelude: string, script: string): ShellStart {
    const { world } = this.#medium;
    const locked = [`--userspec=${SHELL_USER}:${SHELL_USER}`, '--groups=', world, '/bin/sh', '-c'];
    return {
      program: '/usr/sbin/chroot',
      args: [...locked, `. ${prelude}\n${script}`],
      path: '/bin:/system/bin',
      home: '/',
      temporary: '/data/local/tmp',
    };
  }
}
