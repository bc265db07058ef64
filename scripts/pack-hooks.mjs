// Called by electron-builder before and after it puts a package's files in place.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

// Source: app-builder-lib, Arch.
const archNames = ['ia32', 'x64', 'armv7l', 'arm64'];
const natives = { 'better-sqlite3': 'the ledger', '@node-usb': 'the USB buses' };

/** Tells the settings which computer the package is for: the builder's own word for it is that of the computer it runs on. */
export function beforePack({ electronPlatformName, arch }) {
  process.env.HAKUSHI_TARGET = `${electronPlatformName}-${archNames[arch]}`;
}

/**
 * Throws unless exactly one binary of each native module is in the package. A program without them starts, and only then fails
 * at the first ledger or the first reader: better that it is never made.
 */
export async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const unpacked = join(packager.getResourcesDir(appOutDir), 'app.asar.unpacked/node_modules');
  for (const [name, use] of Object.entries(natives)) {
    const files = await readdir(join(unpacked, name), { recursive: true }).catch(() => []);
    const binaries = files.filter((file) => file.endsWith('.node'));
    if (binaries.length === 1) continue;
    const found = binaries.length === 0 ? 'none' : binaries.join(', ');
    throw new Error(
      `${name} (${use}) needs one binary for ${electronPlatformName}, and this package has ${found}. ` +
        'Package on the system that the package is for, after npm ci there.',
    );
  }
}
