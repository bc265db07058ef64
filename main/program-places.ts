import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a running program finds what is not code. */
export interface ProgramPlaces {
  readonly packageFile: string;
  readonly resources: string;
  readonly fonts: string;
}

/**
 * Finds the places from the URL of one of the program's modules, the same way for the source tree, the built tree in a
 * checkout and the packaged program: its package is the nearest folder above with a package.json. In the packaged program
 * that is an ASAR archive, and what programs outside have to read lies beside the archive, where Electron keeps resources.
 */
export function findProgramPlaces(moduleUrl: string): ProgramPlaces {
  const root = nearestPackage(dirname(fileURLToPath(moduleUrl)));
  const packageFile = join(root, 'package.json');
  if (basename(root).endsWith('.asar')) {
    const resources = dirname(root);
    return { packageFile, resources, fonts: join(resources, 'fonts') };
  }
  const fonts = join(root, 'node_modules/@expo-google-fonts/noto-sans-jp');
  return { packageFile, resources: join(root, 'resources'), fonts };
}

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('this program lies in no package');
  return nearestPackage(above);
}
