import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const MARK = 'PWNED';

/** Returns the paths of files that only a command hidden in a phone's text can have made, in these folders or just below. */
export function trippedWires(folders: readonly string[]): string[] {
  const found = new Set<string>();
  for (const folder of folders) {
    for (const path of [
      ...list(folder),
      ...list(join(folder, 'data/local/tmp')),
      ...list(join(folder, 'system/bin')),
    ]) {
      if (basename(path).startsWith(MARK)) found.add(path);
    }
  }
  return [...found].sort();
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
