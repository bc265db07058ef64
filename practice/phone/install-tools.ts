import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST_TOOLS, preludeFor } from './prelude.ts';

const HOST_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

/** Lays /system under a phone's root: the shell's prelude, and links to the few host programs that a phone also has. */
export function installTools(root: string, sdk: number): void {
  const bin = join(root, 'system/bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(root, 'system/prelude'), preludeFor(sdk));
  for (const tool of HOST_TOOLS) {
    const found = HOST_FOLDERS.map((folder) => join(folder, tool)).find((path) => existsSync(path));
    if (found !== undefined && !existsSync(join(bin, tool))) symlinkSync(found, join(bin, tool));
  }
}
