import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, findPackageJSON, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Reply } from '../../domain/bridge.ts';
import type { AboutView, WindowState } from '../../domain/window-state.ts';
import { buildOnce } from '../../scripts/build-once.ts';
import { describeWhere } from '../needs.ts';
import { startStandIn } from '../stand-in/stand-in-process.ts';
import { fusesOf } from './fake-electron.ts';
import { KINDS } from './kinds.ts';
import { packageFaults } from './package-rules.ts';
import { extract, filesBelow, filesOf, lawFor } from './packaged.ts';
import { packageStage, ROOT, removeStage, run, STRAY_FILES, stageProject } from './stage.ts';

const MIB = 1024 * 1024;
let stage = '';
let unpacked = '';
let resources = '';
beforeAll(() => {
  buildOnce();
  stage = stageProject();
  packageStage({ stage, kind: KINDS.linux });
  unpacked = join(stage, 'out/package/linux-unpacked');
  resources = join(unpacked, 'resources');
});
afterAll(() => removeStage(stage));

test('the archive holds what it must and nothing else', () => {
  const files = filesOf(join(resources, 'app.asar'));
  expect(files.length).toBeGreaterThan(500);
  expect(packageFaults(files, lawFor(KINDS.linux))).toEqual([]);
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  console.log(`package: ${files.length} files, ${(total / MIB).toFixed(1)} MiB`);
});

test('every side process that a module starts is in the archive', () => {
  const files = new Set(filesOf(join(resources, 'app.asar')).map(({ path }) => path));
  const started = [...lawFor(KINDS.linux).modules].flatMap((name) => {
    const text = readFileSync(join(ROOT, `${name}.ts`), 'utf8');
    const found = [...text.matchAll(/siblingModule\(import\.meta\.url, '([^']+)'\)/g)];
    return found.map(([, sibling]) => join('out/app', dirname(name), `${sibling}.js`));
  });
  expect(started.length).toBeGreaterThan(2);
  expect(started.filter((path) => !files.has(path))).toEqual([]);
});

test('beside the archive lie the overwriter, the data on chips and Apple’s models, the fonts, the rules and the licences, and nothing else', () => {
  expect(filesBelow(resources).filter((path) => !path.startsWith('app.asar'))).toEqual([
    'apple/models.json',
    'felica/baselines.json',
    'felica/guides/au.json',
    'felica/guides/docomo.json',
    'felica/guides/osaifu-keitai.json',
    'felica/guides/own-erase.json',
    'felica/guides/pixel.json',
    'felica/guides/sim-free.json',
    'felica/guides/softbank.json',
    'felica/models.json',
    'felica/names.json',
    'fonts/400Regular/NotoSansJP_400Regular.ttf',
    'fonts/700Bold/NotoSansJP_700Bold.ttf',
    'fonts/LICENSE_FONT',
    'licences/hakushi.txt',
    'licences/third-party.json',
    'licences/third-party.txt',
    'modprobe/hakushi.conf',
    'overwriter/arm64-v8a/overwriter',
    'overwriter/armeabi-v7a/overwriter',
    'overwriter/manifest.json',
    'overwriter/x86_64/overwriter',
    'udev/70-hakushi.rules',
  ]);
  expect(filesBelow(join(unpacked, 'locales'))).toEqual(['en-US.pak', 'ja.pak']);
});

test('the fuses of the program are blown as the settings say', () => {
  expect(fusesOf(join(unpacked, 'hakushi'))).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeCliInspect: false,
    asarIntegrity: true,
    onlyLoadAppFromAsar: true,
    browserV8Snapshot: false,
    grantFileProtocolExtraPrivileges: true,
    wasmTrapHandlers: true,
  });
});

test('nothing that was built tells where it was built, or holds a key', () => {
  const app = join(stage, 'extracted');
  extract(join(resources, 'app.asar'), app);
  const texts = filesBelow(join(app, 'out/app')).map((path) => [
    path,
    readFileSync(join(app, 'out/app', path), 'utf8'),
  ]);
  expect(texts.length).toBeGreaterThan(250);
  const telling = texts.filter(
    ([, text = '']) => text.includes(ROOT) || /BEGIN [A-Z ]*PRIVATE KEY|sourceMappingURL/.test(text),
  );
  expect(telling.map(([path]) => path)).toEqual([]);
});

test('the list of third parties is that of what is shipped (npm run licences)', () => {
  expect(() => run('scripts/build-licences.ts', ['--check'])).not.toThrow();
});

// The builder packs what package.json names and leaves tests of packages out, whatever it is told.
const LEFT_BY_THE_BUILDER = /^node_modules\/(react|usb\/test)\//;

/** Lays the package out as it lies on a computer, but for the archive, which becomes a folder of the same name. */
function takeApart(place: string): string {
  cpSync(resources, join(place, 'resources'), { recursive: true, filter: (path) => !path.endsWith('.asar') });
  const app = join(place, 'resources/app.asar');
  extract(join(resources, 'app.asar'), app);
  return app;
}

/** Runs the command line of a package that was taken apart, far from the checkout; Node stands in for Electron's. */
function runPackaged(app: string, args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const done = spawnSync(process.execPath, [join(app, 'out/app/main/cli.js'), ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: app },
  });
  return { status: done.status, said: done.stdout + done.stderr };
}

describeWhere(['adb'], 'the packaged program', () => {
  test('finds its resources and its side processes, from plug to certificate', () => {
    const place = mkdtempSync(join(tmpdir(), '白紙 packaged-'));
    try {
      const app = takeApart(place);
      expect(runPackaged(app, ['--version'])).toEqual({ status: 0, said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
      const out = join(place, 'practised');
      const { status, said } = runPackaged(app, [
        'practice',
        '--json',
        '--phones',
        '1',
        '--storage',
        '8',
        '--out',
        out,
      ]);
      expect({ status, said }).toEqual({ status: 0, said: expect.any(String) });
      const [job] = z
        .object({ jobs: z.array(z.object({ verdict: z.string(), certificate: z.object({ pdf: z.string() }) })) })
        .parse(JSON.parse(said)).jobs;
      expect(job?.verdict).toBe('pass');
      expect(
        readFileSync(job?.certificate.pdf ?? '')
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  test('every module in the archive finds what it imports', () => {
    const app = join(stage, 'extracted');
    extract(join(resources, 'app.asar'), app);
    const files = filesBelow(join(app, 'out/app')).filter((path) =>
      /^(domain|native-adapters|practice|main)\//.test(path),
    );
    const unresolved = files.flatMap((path) => unresolvedImports(join(app, 'out/app', path)));
    expect(files.length).toBeGreaterThan(250);
    expect(unresolved).toEqual([]);
  });
});

interface Bridge {
  call(name: string, input: unknown): Promise<Reply<unknown>>;
}

/** Asks the packaged main as its page does. */
async function ask<T>(page: Page, name: string, input: unknown = {}): Promise<T> {
  const reply = await page.evaluate(
    ([asked, given]) => (globalThis as unknown as { workstation: Bridge }).workstation.call(asked, given),
    [name, input] as const,
  );
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
  return reply.value as T;
}

/** Starts the packaged workstation in a place of its own, and hands its page over. */
async function inPackagedWindow(use: (page: Page) => Promise<void>): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), '白紙 window-'));
  try {
    const main = join(takeApart(place), 'out/app/main/index.js');
    const args = [`--user-data-dir=${join(place, 'window')}`, '--data', join(place, 'data'), '--adb', '127.0.0.1:9'];
    const running = await startStandIn(main, args, { PATH: process.env['PATH'] ?? '', HOME: place });
    const heard: string[] = [];
    running.onPage((page) => page.on('pageerror', (error) => heard.push(error.message)));
    try {
      await use(await running.firstWindow());
    } finally {
      await running.stop();
    }
    expect({ heard, said: running.output().stderr }).toEqual({ heard: [], said: '' });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

describeWhere(['chromium'], 'the packaged window', () => {
  test('opens from the archive, and reads the phones of a practice rack in a utility process', async () => {
    await inPackagedWindow(async (page) => {
      await page.waitForURL(/\/app\.asar\/out\/app\/renderer\/index\.html$/);
      expect(await page.evaluate('Object.keys(globalThis.workstation)')).toEqual(['call', 'onEvent']);
      const { licences } = await ask<AboutView>(page, 'read-about');
      expect(licences).toContain(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
      expect(licences).toContain('react-dom');
      await ask(page, 'start-practice', { phones: 1, seed: 'packaged', faults: [] });
      const seen = async (): Promise<unknown> => {
        const { workplace, rack, ports } = await ask<WindowState>(page, 'get-state');
        const phone = ports[0]?.phone;
        return { workplace, rack: rack.is, maker: typeof phone === 'object' ? typeof phone?.maker : phone };
      };
      await expect.poll(seen, { timeout: 60_000 }).toEqual({ workplace: 'practice', rack: 'running', maker: 'string' });
    });
  });
});

/** A package that offers itself to `import` alone is hidden from `require`: what it exports has to be there. */
function isOfferedToImport(specifier: string, file: string): boolean {
  const found = findPackageJSON(specifier, pathToFileURL(file));
  if (found === undefined) return false;
  const { exports: offered } = JSON.parse(readFileSync(found, 'utf8')) as {
    exports?: Record<string, { import?: { default?: string } }>;
  };
  const entry = offered?.['.']?.import?.default;
  return entry !== undefined && existsSync(join(dirname(found), entry));
}

/** The specifiers in a built module that lead nowhere; `electron` is what the program runs in. */
function unresolvedImports(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:^(?:import|export)\b[^;]*?from |^import |\bimport\(|\brequire\()["']([^"']+)["']/gm);
  const { resolve } = createRequire(file);
  return [...found].flatMap(([, specifier = '']) => {
    if (specifier === 'electron' || isBuiltin(specifier)) return [];
    try {
      if (specifier.startsWith('.')) return existsSync(join(dirname(file), specifier)) ? [] : [`${file}: ${specifier}`];
      resolve(specifier);
      return [];
    } catch {
      return isOfferedToImport(specifier, file) ? [] : [`${file}: ${specifier}`];
    }
  });
}

test('without the exclusions, every kind of stray is in the archive and is found', () => {
  const loose = readFileSync(join(stage, 'electron-builder.yml'), 'utf8')
    .replace(/^ {2}- '?!.*$/gm, '')
    .replace('  - out/app/**/*', "  - '**/*'");
  // What is not to be packed at all is not stopped here by its sheer number either.
  writeFileSync(join(stage, 'loose.yml'), loose.replace(/^afterPack:.*$/m, ''));
  const settings = ['--config', join(stage, 'loose.yml'), '-c.directories.output=out/loose'];
  packageStage({ stage, kind: KINDS.linux, settings });
  const faults = packageFaults(
    filesOf(join(stage, 'out/loose/linux-unpacked/resources/app.asar')),
    lawFor(KINDS.linux),
  );
  const packed = Object.keys(STRAY_FILES).filter((path) => !LEFT_BY_THE_BUILDER.test(path));
  const missed = packed.filter((path) => !faults.some((fault) => fault.endsWith(` ${path}`)));
  expect(missed).toEqual([]);
  expect(faults).toContainEqual(expect.stringMatching(/^a binary for another computer: .*darwin-arm64\.node$/));
});
