// Writes the list of third parties to resources/licences/; the window must have been built, for Vite says what is in its bundle.
// Usage: build-licences.ts [--check]; with --check nothing is written and a stale list is an error.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asJson, asText, merged, shippedWithMain, shippedWithWindow } from './third-party.ts';

const root = join(import.meta.dirname, '..');
const bundled = join(root, 'out/app/renderer/.vite/licences.json');

function main(isCheck: boolean): number {
  if (!existsSync(bundled)) {
    process.stderr.write("The window is not built. Run 'npm run build' first.\n");
    return 3;
  }
  const all = merged(shippedWithMain(root), shippedWithWindow(bundled));
  const files = { 'third-party.txt': asText(all), 'third-party.json': asJson(all) };
  let isStale = false;
  for (const [name, content] of Object.entries(files)) {
    const file = join(root, 'resources/licences', name);
    if (isCheck) isStale ||= !existsSync(file) || readFileSync(file, 'utf8') !== content;
    else writeFileSync(file, content);
  }
  process.stdout.write(`licences: ${all.length} packages${isStale ? ', the list is stale: npm run licences' : ''}\n`);
  return isStale ? 1 : 0;
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'));
