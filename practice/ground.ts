import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where a rack keeps its phones, and how that is removed. */
export interface Ground {
  readonly folder: string;
  readonly remove: () => void;
}

/**
 * Makes a fresh folder inside the work folder. Command texts carry it unquoted, so it may hold no space or quote; where
 * it would, a link with a plain name stands for it.
 */
export function layGround(workFolder: string): Ground {
  removeLeftovers(resolve(workFolder));
  const real = mkdtempSync(join(resolve(workFolder), `rack-${process.pid}-`));
  const removeReal = () => rmSync(real, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  if (/^[\w./-]+$/.test(real)) return { folder: real, remove: removeReal };
  const short = mkdtempSync(join(tmpdir(), 'hakushi-'));
  symlinkSync(real, join(short, 'r'));
  return {
    folder: join(short, 'r'),
    remove: () => {
      rmSync(short, { recursive: true, force: true });
      removeReal();
    },
  };
}

/** Removes what a rack left whose process was killed and could not clean up after itself. */
function removeLeftovers(workFolder: string): void {
  for (const name of readdirSync(workFolder)) {
    const owner = /^rack-(\d+)-\w{6}$/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      rmSync(join(workFolder, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
