import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));
const names: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * Returns the path of an Electron program, or undefined: the one that ELECTRON_PATH names, one in the folder that
 * ELECTRON_OVERRIDE_DIST_PATH names, or the one that the electron package fetched.
 */
export function findElectron(
  env: Readonly<Record<string, string | undefined>> = process.env,
  project = projectFolder,
): string | undefined {
  const name = names[process.platform] ?? 'electron';
  const fetched = join(project, 'node_modules/electron');
  const { ELECTRON_PATH: named, ELECTRON_OVERRIDE_DIST_PATH: folder } = env;
  const places = [named, folder && join(folder, name), join(fetched, 'dist', nameIn(fetched) ?? name)];
  return places.find((path) => path && existsSync(path));
}

function nameIn(fetched: string): string | undefined {
  const file = join(fetched, 'path.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
