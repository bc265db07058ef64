import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findProgramPlaces } from '../../main/program-places.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), '白紙 places-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Lays an empty program out: a package at `root`, its module below; answers what the module finds. */
function placesOf(root: string, module: string): ReturnType<typeof findProgramPlaces> {
  const folder = join(base, root, module, '..');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(base, root, 'package.json'), '{}');
  return findProgramPlaces(pathToFileURL(join(base, root, module)).href);
}

const inCheckout = {
  resources: 'checkout/resources',
  fonts: 'checkout/node_modules/@expo-google-fonts/noto-sans-jp',
  packageFile: 'checkout/package.json',
};

test.each([
  { tree: 'the source tree', root: 'checkout', module: 'main/program.ts', expected: inCheckout },
  { tree: 'the built tree', root: 'checkout', module: 'out/app/main/program.js', expected: inCheckout },
  {
    tree: 'the packaged program',
    root: 'Hakushi/resources/app.asar',
    module: 'out/app/main/program.js',
    expected: {
      resources: 'Hakushi/resources',
      fonts: 'Hakushi/resources/fonts',
      packageFile: 'Hakushi/resources/app.asar/package.json',
    },
  },
])('$tree finds its places', ({ root, module, expected }) => {
  const { packageFile, resources, fonts } = placesOf(root, module);
  expect({ packageFile, resources, fonts }).toEqual(
    Object.fromEntries(Object.entries(expected).map(([name, path]) => [name, join(base, path)])),
  );
});

test('the packaged program never looks into a checkout that happens to lie around it', () => {
  writeFileSync(join(base, 'package.json'), '{}');
  expect(placesOf('resources/app.asar', 'out/app/main/program.js').resources).toBe(join(base, 'resources'));
});

test('a program without a package says so', () => {
  expect(() => findProgramPlaces('file:///nowhere-at-all/main/program.js')).toThrow('no package');
});
