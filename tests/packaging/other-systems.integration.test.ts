import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildOnce } from '../../scripts/build-once.ts';
import { fusesOf, windowsFactsOf } from './fake-electron.ts';
import { KINDS, type Kind } from './kinds.ts';
import { packageFaults } from './package-rules.ts';
import { filesBelow, filesOf, lawFor } from './packaged.ts';
import { putFiles } from './put-files.ts';
import { packageStage, ROOT, removeStage, stageProject } from './stage.ts';

const BLOWN = { runAsNode: false, nodeOptions: false, asarIntegrity: true, onlyLoadAppFromAsar: true };
let stage = '';
beforeAll(() => {
  buildOnce();
  stage = stageProject();
  for (const kind of [KINDS.win, KINDS.mac]) plantUsb(kind);
});
afterAll(() => removeStage(stage));

/** The package that npm would install on such a computer. */
function plantUsb({ usb: [folder, file] }: Kind): void {
  const about = JSON.stringify({ name: `@node-usb/${folder}`, version: '3.1.0', license: 'MIT', main: file });
  putFiles(join(stage, 'node_modules/@node-usb', folder), { 'package.json': about, [file]: 'a binary' });
}

/** Source: Electron's ASAR integrity: the SHA-256 of the archive's header, which holds the hashes of all its files. */
function headerSha256(archive: string): string {
  const bytes = readFileSync(archive);
  const length = bytes.readUInt32LE(12);
  return createHash('sha256')
    .update(bytes.subarray(16, 16 + length))
    .digest('hex');
}

const outside = (resources: string): readonly string[] =>
  filesBelow(resources).filter((path) => /^(overwriter|fonts|licences|udev)\//.test(path));

describe('the package for Windows', () => {
  let folder = '';
  beforeAll(() => {
    packageStage({ stage, kind: KINDS.win });
    folder = join(stage, 'out/package/win-unpacked');
  });

  test('holds what it must for Windows and nothing else', () => {
    expect(packageFaults(filesOf(join(folder, 'resources/app.asar')), lawFor(KINDS.win))).toEqual([]);
    expect(outside(join(folder, 'resources'))).toHaveLength(10);
  });

  test('names itself, carries our icon, and runs no other archive', () => {
    const { texts, pictures, integrity } = windowsFactsOf(join(folder, 'Hakushi.exe'));
    expect(texts).toMatchObject({ ProductName: 'Hakushi', CompanyName: 'Hakushi contributors' });
    const ico = readFileSync(join(ROOT, 'resources/build/icon.ico'));
    expect(pictures).toHaveLength(7);
    for (const picture of pictures) expect(ico.includes(Buffer.from(picture))).toBe(true);
    const value = headerSha256(join(folder, 'resources/app.asar'));
    expect(integrity).toEqual([{ file: 'resources\\app.asar', alg: 'SHA256', value }]);
    expect(fusesOf(join(folder, 'Hakushi.exe'))).toMatchObject(BLOWN);
  });
});

describe('the package for macOS', () => {
  let contents = '';
  beforeAll(() => {
    packageStage({ stage, kind: KINDS.mac });
    contents = join(stage, 'out/package/mac-arm64/Hakushi.app/Contents');
  });

  test('holds what it must for macOS and nothing else', () => {
    expect(packageFaults(filesOf(join(contents, 'Resources/app.asar')), lawFor(KINDS.mac))).toEqual([]);
    expect(outside(join(contents, 'Resources'))).toHaveLength(10);
  });

  test('names itself, carries our icon, and runs no other archive', () => {
    const about = readFileSync(join(contents, 'Info.plist'), 'utf8');
    expect(about).toContain('<string>hakushi.workstation</string>');
    expect(about).toContain(`<string>${headerSha256(join(contents, 'Resources/app.asar'))}</string>`);
    const icon = readFileSync(join(contents, 'Resources/icon.icns'));
    expect(icon.equals(readFileSync(join(ROOT, 'resources/build/icon.icns')))).toBe(true);
    const framework = 'Frameworks/Electron Framework.framework/Electron Framework';
    expect(fusesOf(join(contents, framework))).toMatchObject(BLOWN);
  });
});

test('a package whose native modules are not here is never made', () => {
  const [folder] = KINDS.mac.usb;
  rmSync(join(stage, 'node_modules/@node-usb', folder), { recursive: true });
  expect(() => packageStage({ stage, kind: KINDS.mac })).toThrow(
    '@node-usb (the USB buses) needs one binary for darwin',
  );
  expect(existsSync(join(stage, 'out/package/mac-arm64/Hakushi.app/Contents/Resources/app.asar'))).toBe(true);
});
