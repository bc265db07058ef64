import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
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
  const real = mkdtempSync(join(resolve(workFolder), 'rack-'));
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
