import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkstationError } from '../../domain/errors.ts';

/** One file to be written: its name inside the folder, and its bytes. */
export interface NewFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes files so that each is whole or not there: written aside, synced, then renamed. `beforeShowing` runs when all bytes are on the
 * disk and no file has its name yet; when it throws, nothing is left. Throws `certificate.not-writable` when the disk refuses.
 */
export async function writeFiles(
  folder: string,
  files: readonly NewFile[],
  beforeShowing: () => void,
): Promise<readonly string[]> {
  const aside = files.map(({ name }) => join(folder, `.${name}.${randomUUID()}.new`));
  try {
    await asNotWritable(folder, async () => {
      await mkdir(folder, { recursive: true });
      await Promise.all(files.map(({ bytes }, index) => writeSynced(aside[index] ?? folder, bytes)));
    });
    beforeShowing();
    const shown = files.map(({ name }) => join(folder, name));
    await asNotWritable(folder, async () => {
      for (const [index, path] of shown.entries()) await rename(aside[index] ?? path, path);
      await syncFolder(folder);
    });
    return shown;
  } finally {
    // What could not be written need not be there to be removed; a failure here must not hide the first one.
    await Promise.allSettled(aside.map((path) => rm(path, { force: true })));
  }
}

async function asNotWritable(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new WorkstationError('certificate.not-writable', { folder }, { cause });
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  await thenClose(file, async () => {
    await file.writeFile(bytes);
    await file.sync();
  });
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this, and does not need it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await thenClose(handle, () => handle.sync());
}

async function thenClose(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await handle.close();
  }
}
