import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the project: its path from the root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const neverOurs = new Set(['node_modules', '.git']);
// Made by our own commands at the root; a room may well hold a folder of the same name.
const made = new Set(['out', 'coverage', 'reports', 'practice-run', '.stryker-tmp', 'tests/architecture/wrong']);

/** Lists every path below the root that belongs to the project; the kept wrong examples are left out. */
export function listPaths(root: string, folder = ''): readonly string[] {
  const paths: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (neverOurs.has(entry.name) || made.has(path)) continue;
    if (entry.isDirectory()) paths.push(...listPaths(root, path));
    else if (entry.isFile()) paths.push(path);
  }
  return paths.sort();
}

/** Reads every project file whose name ends in one of the endings (given with their dot). */
export function readTree(root: string, endings: readonly string[]): readonly SourceFile[] {
  return listPaths(root)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
