import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWhere } from '../needs.ts';
import { type LaunchPlan, launchWorkstation, type Workstation } from './launch.ts';
import { projectFolder } from './project-folder.ts';

const probes = 'tests/stand-in/conformance';

const commandLines = (): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        // It ended while the list was read.
        return '';
      }
    });

describeWhere(['chromium'], 'a main on the stand-in', () => {
  let folder = '';
  const running: Workstation[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-life-'));
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const launch = async (plan: Omit<LaunchPlan, 'dataFolder'>): Promise<Workstation> => {
    const started = await launchWorkstation({ dataFolder: folder, ...plan });
    running.push(started);
    return started;
  };
  const order = () => JSON.parse(readFileSync(join(folder, 'order.json'), 'utf8')) as unknown;

  it('may keep a window open, and hears the events of its end in the order of Electron', async () => {
    const { main } = await launch({ mainFile: `${probes}/dark.mjs` });
    await main.evaluate(({ app, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.once('close', (event) => {
        Reflect.get(globalThis, 'order').push('kept open');
        event.preventDefault();
      });
      app.quit();
    }, null);
    expect(await main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)).toBe(1);
    process.kill(main.pid, 'SIGTERM');
    expect(await main.ended).toBe(0);
    expect(order()).toEqual([
      'Error: a preload that fails',
      ...['before-quit', 'kept open', 'before-quit', 'closed', 'will-quit', 'quit'],
    ]);
  });

  it('hears of the end of a window that a person closed', async () => {
    const { main, window, output } = await launch({ mainFile: `${probes}/dark.mjs` });
    expect(await window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    await window.close();
    await expect.poll(() => main.evaluate(() => Reflect.get(globalThis, 'order'), null)).toContain('window-all-closed');
    expect(output().stderr).toContain('Unable to load preload script');
  });

  it('is alone in its folder: a second one is refused and its words reach the first', async () => {
    const first = await launch({ mainFile: `${probes}/dark.mjs` });
    const second = await launch({ mainFile: `${probes}/second.mjs`, args: ['--show=board'], withoutWindow: true });
    expect(await second.main.ended).toBe(7);
    await expect
      .poll(() => first.main.evaluate(() => Reflect.get(globalThis, 'order'), null))
      .toContain('--show=board');
    const elsewhere = await launchWorkstation({
      dataFolder: join(folder, 'other'),
      mainFile: `${probes}/second.mjs`,
      withoutWindow: true,
    });
    expect(await elsewhere.main.ended).toBe(0);
  });

  it('that is killed takes its browser with it and leaves the place free', async () => {
    const first = await launch({ mainFile: `${probes}/dark.mjs` });
    const mark = `hakushi-window-${first.main.pid}-`;
    expect(commandLines().some((line) => line.includes(mark))).toBe(!first.isElectron);
    process.kill(first.main.pid, 'SIGKILL');
    expect(await first.main.ended).toBeNull();
    const again = await launch({ mainFile: `${probes}/dark.mjs` });
    expect(await again.main.evaluate(({ app }) => app.hasSingleInstanceLock(), null)).toBe(true);
    await expect.poll(() => commandLines().filter((line) => line.includes(mark))).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(mark))).toEqual([]);
  });

  it('has a key store only where a test asks for one, and that one refuses what it did not lock', async () => {
    const without = await launch({ mainFile: `${probes}/main.mjs` });
    expect(await without.main.evaluate(({ safeStorage }) => safeStorage.isEncryptionAvailable(), null)).toBe(
      without.isElectron,
    );
    await without.stop();
    const { main } = await launch({ mainFile: `${probes}/main.mjs`, env: { HAKUSHI_STAND_IN_KEYCHAIN: '1' } });
    const seen = await main.evaluate(({ safeStorage }) => {
      const locked = safeStorage.encryptString('鍵');
      const failure = (data: Buffer) => {
        try {
          return safeStorage.decryptString(data);
        } catch (error) {
          return `${error}`;
        }
      };
      const spoiled = Buffer.from(locked);
      spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
      return [locked.includes('鍵'), failure(locked), failure(spoiled), failure(Buffer.from('plain'))];
    }, null);
    const refused = 'Error: Error while decrypting the ciphertext provided to safeStorage.decryptString.';
    expect(seen).toEqual([false, '鍵', refused, refused]);
  });

  it('speaks with utility processes by their port', async () => {
    const { main } = await launch({ mainFile: `${probes}/main.mjs` });
    const seen = await main.evaluate(
      ({ utilityProcess }, file) =>
        new Promise((resolve) => {
          const child = utilityProcess.fork(file, ['an argument'], { serviceName: 'child' });
          const heard: unknown[] = [child.pid];
          child.on('spawn', () => child.postMessage({ bytes: new Uint8Array([1]) }));
          child.on('message', (message) => {
            heard.push(message);
            child.postMessage('end');
          });
          child.on('exit', (code) => resolve([...heard, code, child.pid]));
        }),
      join(projectFolder, probes, 'child.mjs'),
    );
    const heard = { heard: { bytes: { 0: 1 } }, hasSend: 'undefined', args: ['an argument'] };
    // Before its start and after its end it has no number.
    expect(JSON.parse(JSON.stringify(seen))).toEqual([null, heard, 5, null]);
  });

  it('learns by name what the stand-in has not', async () => {
    const { main, isElectron } = await launch({ mainFile: `${probes}/main.mjs` });
    const refusals = await main.evaluate((electron) => {
      const { Tray, BrowserWindow, app, session } = electron;
      const window = BrowserWindow.getAllWindows()[0];
      const tries = [
        () => new Tray('icon.png'),
        () => electron.clipboard.readText(),
        () => app.getJumpListSettings(),
        () => app.on('accessibility-support-changed', () => undefined),
        () => window?.setKiosk(true),
        () => window?.webContents.on('paint', () => undefined),
        () => new BrowserWindow({ webPreferences: { sandbox: false } }),
        () => session.fromPartition('other'),
      ];
      return tries.map((attempt) => {
        try {
          return `${attempt()}`;
        } catch (error) {
          return error instanceof Error ? error.message.split('. ')[0] : '';
        }
      });
    }, null);
    const parts = [
      ...['Tray', 'clipboard', 'app.getJumpListSettings', "app event 'accessibility-support-changed'"],
      ...[
        'BrowserWindow.setKiosk',
        "webContents event 'paint'",
        'window with sandbox switched off',
        'session.fromPartition',
      ],
    ];
    if (!isElectron) expect(refusals).toEqual(parts.map((part) => `The Electron stand-in has no ${part}`));
    expect(refusals).toHaveLength(parts.length);
  });

  it('decides what pages may ask a browser for', async () => {
    const { main, window } = await launch({ mainFile: `${probes}/main.mjs` });
    const state = () => window.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state);
    const reopen = (allowed: boolean) =>
      main.evaluate(async ({ session, BrowserWindow }, granted) => {
        session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(granted));
        session.defaultSession.setPermissionCheckHandler(() => granted);
        const page = BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '';
        const other = new BrowserWindow({ show: false });
        await other.loadURL(page);
        other.destroy();
      }, allowed);
    await reopen(false);
    expect(await state()).toBe('denied');
    await reopen(true);
    expect(await state()).toBe('granted');
  });
});
