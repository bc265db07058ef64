import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOST_TOOLS, preludeFor } from './prelude.ts';

const HOST_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

/**
 * Lays /system under a phone's root: the shell's prelude, and a link to the few host programs that a phone also has. The
 * programs themselves are linked once, beside the phones, in the folder `tools`.
 */
export function installTools(root: string, sdk: number): void {
  const tools = join(dirname(root), 'tools');
  if (!existsSync(tools)) linkTools(tools);
  const system = join(root, 'system');
  mkdirSync(system, { recursive: true });
  writeFileSync(join(system, 'prelude'), preludeFor(sdk));
  if (!existsSync(join(system, 'bin'))) symlinkSync(tools, join(system, 'bin'));
}

function linkTools(tools: string): void {
  mkdirSync(tools, { recursive: true });
  for (const tool of HOST_TOOLS) {
    const found = HOST_FOLDERS.map((folder) => join(folder, tool)).find((path) => existsSync(path));
    if (found !== undefined) symlinkSync(found, join(tools, tool));
  }
}
