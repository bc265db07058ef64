import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { describe } from 'vitest';

interface SystemPackage {
  readonly package: string;
  readonly command?: string;
  readonly file?: string;
}

const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];

/**
 * Describes tests that need more than npm brings: `root`, or Debian packages of scripts/system-packages.json by name.
 * Where something is missing the tests are skipped and the reason is printed; when CI is true that is an error instead.
 */
export function describeWhere(needs: readonly ('root' | (string & {}))[], name: string, tests: () => void): void {
  const missing = needs.filter((need) => (need === 'root' ? process.getuid?.() !== 0 : !isInstalled(need)));
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const reason = `'${name}' needs ${missing.join(', ')}, which is not here`;
  if (process.env['CI'] === 'true') throw new Error(`${reason}; in CI nothing is skipped`);
  process.stdout.write(`skipped: ${reason}\n`);
  describe.skip(name, tests);
}

/** Says whether a package of scripts/system-packages.json is on this machine; a name that is not in the list is an error. */
export function isInstalled(name: string): boolean {
  const found = listedPackages().find((one) => one.package === name);
  if (!found) throw new Error(`${name} is not in scripts/system-packages.json`);
  return found.command
    ? folders.some((folder) => isProgram(`${folder}/${found.command}`))
    : existsSync(found.file ?? '');
}

function listedPackages(): readonly SystemPackage[] {
  return JSON.parse(readFileSync(new URL('../scripts/system-packages.json', import.meta.url), 'utf8'));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
