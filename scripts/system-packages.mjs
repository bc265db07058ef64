// The Debian packages that the tests need beside npm's; the list itself is system-packages.json.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { runChild } from './run-child.mjs';

const needed = JSON.parse(readFileSync(new URL('./system-packages.json', import.meta.url), 'utf8'));
const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];

/** Installs what is missing when this is root on Debian, else prints the exact command; returns what is missing in the end. */
export async function installMissingPackages(debianMark = '/etc/debian_version') {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0 || !existsSync(debianMark)) {
    process.stdout.write(`Some tests need Debian packages that are not here and will be skipped. To have them:\n`);
    process.stdout.write(`  sudo apt-get update && sudo apt-get ${install.join(' ')}\n`);
    return missing;
  }
  process.stdout.write(`Installing for the tests: ${missing.join(' ')}\n`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  await runChild('apt-get', ['-qq', 'update'], quiet);
  const code = await runChild('apt-get', ['-qq', ...install], quiet);
  if (code !== 0) process.stdout.write(`apt-get ended with ${code}\n`);
  return missingPackages();
}

/** Returns the names of the packages whose program or file is not on this machine. */
export function missingPackages() {
  return needed
    .filter(({ command, file }) => !(command ? onPath(command) : existsSync(file)))
    .map((one) => one.package);
}

function onPath(command) {
  return folders.some((folder) => {
    try {
      accessSync(`${folder}/${command}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
