import { access, constants, open, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';

const MOST_BYTES = 256 * 1024;
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'EINVAL']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    if (ABSENT.has(codeOf(error))) return null;
    throw error;
  });
}

/**
 * The file system below one root ('/' in the product, a made-up tree in tests), for reading only. What is not there is null;
 * what may not be read throws, because that is another answer.
 */
export class ReadRoot {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** The real path of a file of the root. */
  at(file: string): string {
    return path.join(this.#root, file);
  }

  /** The beginning of a file, trimmed; null when there is none. A file of /sys or /proc has no size, so it is read until its end or 256 KiB. */
  async text(file: string): Promise<string | null> {
    const handle = await orNull(open(this.at(file), constants.O_RDONLY | constants.O_NONBLOCK));
    if (handle === null) return null;
    try {
      const buffer = new Uint8Array(MOST_BYTES);
      let length = 0;
      for (;;) {
        const read = await orNull(handle.read(buffer, length, buffer.length - length, null));
        if (read === null) return null;
        length += read.bytesRead;
        if (read.bytesRead === 0 || length === buffer.length) break;
      }
      return new TextDecoder().decode(buffer.subarray(0, length)).trim();
    } finally {
      await handle.close();
    }
  }

  /** The names in a folder, sorted; none when there is no such folder. */
  async names(folder: string): Promise<readonly string[]> {
    return ((await orNull(readdir(this.at(folder)))) ?? []).toSorted();
  }

  /** The last part of what a link points to; null when it is not there. */
  async linkName(link: string): Promise<string | null> {
    const target = await this.linkTarget(link);
    return target === null ? null : path.posix.basename(target);
  }

  /** What a link points to, as it is written in it; null when it is not there. */
  async linkTarget(link: string): Promise<string | null> {
    return orNull(readlink(this.at(link)));
  }

  /** Tells whether something is there. */
  async has(file: string): Promise<boolean> {
    return access(this.at(file)).then(
      () => true,
      () => false,
    );
  }

  /** Tells whether this program may read and write a file; null when there is none, or nobody can tell. */
  async opens(file: string): Promise<boolean | null> {
    try {
      await access(this.at(file), constants.R_OK | constants.W_OK);
      return true;
    } catch (error) {
      return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error)) ? false : null;
    }
  }
}
