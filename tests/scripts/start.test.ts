import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseFace, hasDisplay } from '../../scripts/choose-face.ts';
import { fetchElectron } from '../../scripts/fetch-electron.ts';
import { findChromium } from '../../scripts/find-chromium.ts';
import { findElectron } from '../../scripts/find-electron.ts';

const scripts = fileURLToPath(new URL('../../scripts', import.meta.url));
const quick = { firstByteMs: 400, stallMs: 5_000, againAfterMs: 60_000 };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hakushi-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the choice of a face', () => {
  const machine = { hasDisplay: true, electron: '/opt/electron', noElectron: '', chromium: '/opt/chromium' };

  it('is Electron where it is, without a word', () => {
    expect(chooseFace(machine)).toEqual({ is: 'electron', program: '/opt/electron' });
  });

  it.each([
    {
      name: 'the stand-in without Electron',
      change: { electron: undefined },
      is: 'stand-in',
      program: '/opt/chromium',
    },
    {
      name: 'the terminal without both',
      change: { electron: undefined, chromium: undefined },
      is: 'headless',
      program: undefined,
    },
    { name: 'no window without a display', change: { hasDisplay: false }, is: 'headless', program: '/opt/chromium' },
  ])('is $name, and says why in one line in both languages', ({ change, is, program }) => {
    const face = chooseFace({ ...machine, ...change, noElectron: 'fetch failed' });
    expect(face).toMatchObject({ is, program });
    const why = face.is === 'electron' ? '' : face.why;
    expect(why).toMatch(/^[^\n]+。 \/ [A-Z][^\n]+\.$/);
    expect(why.includes('fetch failed')).toBe(change.hasDisplay !== false);
  });

  it('knows a display by its name, and a local one by its socket', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':64321' }, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: 'elsewhere:0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect([hasDisplay({}, 'win32'), hasDisplay({}, 'darwin')]).toEqual([true, true]);
  });
});

describe('the search for programs', () => {
  it('takes a browser that is named, else the first of its family on the path', async () => {
    const named = await program('browsers/mine', 'exit 0');
    const chrome = await program('bin/google-chrome', 'exit 0');
    const PATH = dirname(chrome);
    expect(findChromium({ PATH, HAKUSHI_STAND_IN_CHROMIUM: named }, 'linux')).toBe(named);
    expect(findChromium({ PATH, HAKUSHI_STAND_IN_CHROMIUM: join(folder, 'gone') }, 'linux')).toBeUndefined();
    const found = findChromium({ PATH }, 'linux');
    expect(found === chrome || found?.startsWith('/usr/bin/chromium')).toBe(true);
    await program('bin/chromium', 'exit 0');
    expect(findChromium({ PATH }, 'linux')).toBe(join(PATH, 'chromium'));
  });

  it('finds Electron where it is named, in a folder, or where its package put it; never one that is gone', async () => {
    expect(findElectron({ ELECTRON_PATH: join(folder, 'gone') }, folder)).toBeUndefined();
    const fetched = await program('node_modules/electron/dist/electron', 'exit 0');
    expect(findElectron({}, folder)).toBe(fetched);
    const other = await program('other/electron', 'exit 0');
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: dirname(other) }, folder)).toBe(other);
    expect(findElectron({ ELECTRON_PATH: other }, folder)).toBe(other);
  });
});

describe('the fetch of Electron', () => {
  it('is not tried in CI, and gives up at once without a network, once a day', async () => {
    await installer(`throw new TypeError('fetch failed');`);
    expect(await fetchElectron(folder, { CI: 'true' }, quick)).toBe('CI');
    // An installer that ends by itself is waited for, however busy the machine.
    expect(await fetchElectron(folder, {}, { ...quick, firstByteMs: 20_000 })).toBe('fetch failed');
    expect(await fetchElectron(folder, {}, quick)).toBe('it could not be fetched within the last day');
  });

  it('is ended when no byte comes', async () => {
    await installer('setInterval(() => {}, 1000);');
    expect(await fetchElectron(folder, {}, quick)).toBe('no answer from the download host');
  });

  it('waits longer than that while bytes come, and then has the program', async () => {
    await installer(`
      const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
      let parts = 0;
      const timer = setInterval(() => {
        appendFileSync(require('node:os').tmpdir() + '/electron.zip', 'a part of it');
        if (++parts < 10) return;
        clearInterval(timer);
        mkdirSync(__dirname + '/dist');
        writeFileSync(__dirname + '/dist/electron', '');
      }, 400);`);
    // A busy machine needs its time to start the installer; all parts together take longer than that.
    expect(await fetchElectron(folder, {}, { ...quick, firstByteMs: 3_000 })).toBeNull();
    expect(findElectron({}, folder)).toBe(join(folder, 'node_modules/electron/dist/electron'));
  });
});

describe('npm start', () => {
  // The scripts as they are, over a project whose build is one line long.
  beforeEach(async () => {
    await cp(scripts, join(folder, 'scripts'), { recursive: true });
    await file('scripts/build-once.ts', 'export const buildOnce = (): void => undefined;');
    await file('package.json', '{"type":"module"}');
    await file('out/app/main/cli.js', `console.log('terminal', ...process.argv.slice(2)); process.exitCode = 4;`);
    await file(
      'out/app/main/index.js',
      `console.log('window', process.env.HAKUSHI_STAND_IN_WINDOW, globalThis.registered, ...process.argv.slice(2));`,
    );
    await file('tests/stand-in/register.ts', 'Reflect.set(globalThis, "registered", true);');
    await installer(`throw new TypeError('fetch failed');`);
  });

  it('gives Electron the project and every argument, and ends as it ended', async () => {
    const electron = await program('electron', 'echo "electron $*"; exit 6');
    const answer = await start(['--practice', '--data', 'here'], { ELECTRON_PATH: electron, WAYLAND_DISPLAY: 'w' });
    expect(answer.stdout).toMatch(/^electron (--no-sandbox )?\. --practice --data here\n$/);
    expect(answer.code).toBe(6);
  });

  it('opens the same main on the stand-in where Electron cannot be had', async () => {
    const chromium = await program('chromium', 'exit 0');
    const answer = await start(['--practice'], { HAKUSHI_STAND_IN_CHROMIUM: chromium, WAYLAND_DISPLAY: 'w' });
    expect(answer.stdout.split('\n')).toEqual([
      expect.stringContaining('fetch failed'),
      'window headed true --practice',
      '',
    ]);
    expect(answer.code).toBe(0);
  });

  it('runs the practice in the terminal where no window can be, and ends as it ended', async () => {
    const electron = await program('electron', 'exit 6');
    const answer = await start(['--seed', 'x'], { ELECTRON_PATH: electron, HAKUSHI_STAND_IN_CHROMIUM: '/nowhere' });
    expect(answer.stdout.split('\n')).toEqual([
      expect.stringContaining('practice-run/'),
      'terminal practice --phones 8 --out practice-run --seed x',
      '',
    ]);
    expect(answer.code).toBe(4);
  });
});

async function file(path: string, text: string): Promise<string> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, text);
  return full;
}

async function program(path: string, body: string): Promise<string> {
  const full = await file(path, `#!/bin/sh\n${body}\n`);
  await chmod(full, 0o755);
  return full;
}

async function installer(body: string): Promise<void> {
  await file('node_modules/electron/package.json', '{}');
  await file('node_modules/electron/install.js', body);
}

function start(args: readonly string[], extraEnv: Record<string, string>): Promise<{ code: number; stdout: string }> {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, CI: _ci, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(folder, 'scripts/start.mjs'), ...args],
      { cwd: folder, env: { ...rest, ...extraEnv } },
      (error, stdout) => resolve({ code: error === null ? 0 : Number(error.code), stdout }),
    );
  });
}
