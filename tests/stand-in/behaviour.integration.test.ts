import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWhere } from '../needs.ts';
import { launchWorkstation, type Workstation } from './launch.ts';
import { projectFolder } from './project-folder.ts';

const mainFile = 'tests/stand-in/conformance/main.mjs';
const here = (name: string) => pathToFileURL(join(projectFolder, 'tests/stand-in/conformance', name)).href;
/** What a page of the tests may do with the preload's API. */
const ask = (page: Page, channel: string, ...args: unknown[]) =>
  page.evaluate(([name, given]) => (globalThis as never as Probing).probe.ask(name, ...given), [
    channel,
    args,
  ] as const);
interface Probing {
  readonly probe: { ask(channel: string, ...args: readonly unknown[]): Promise<unknown> };
}

let folder = '';
let workstation: Workstation;

async function launch(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'hakushi-behaviour-'));
  workstation = await launchWorkstation({ dataFolder: folder, mainFile });
  await workstation.main.evaluate(({ ipcMain }) => {
    ipcMain.handle('where', ({ senderFrame, sender }) => ({
      url: senderFrame?.url,
      parent: senderFrame?.parent,
      id: sender.id,
    }));
  }, null);
}
async function end(): Promise<void> {
  await workstation?.stop();
  rmSync(folder, { recursive: true, force: true });
}

describeWhere(['chromium'], 'a page of the stand-in', () => {
  beforeAll(launch);
  afterAll(end);
  // By Playwright, which then knows of it: two watchers of one page hear of a navigation one after the other.
  beforeEach(async () => {
    await workstation.window.goto('about:blank');
    await workstation.window.goto(here('page.html'));
  });

  it('sees its API and nothing else that a page of Chromium has not', async () => {
    const extra = await workstation.window.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}));
      return Object.getOwnPropertyNames(globalThis).filter((name) => !usual.has(name) && Number.isNaN(Number(name)));
    });
    expect(extra.filter((name) => !name.startsWith('__playwright'))).toEqual(['probe']);
  });

  it('is known to main by the address that it has now', async () => {
    const { window } = workstation;
    expect(await ask(window, 'where')).toEqual({ url: here('page.html'), parent: null, id: expect.any(Number) });
    await window.evaluate(() => history.replaceState(null, '', '#part'));
    expect(await ask(window, 'where')).toMatchObject({ url: `${here('page.html')}#part` });
    await window.goto(here('elsewhere.html'));
    expect(await ask(window, 'where')).toMatchObject({ url: here('elsewhere.html') });
    await window.goto('data:text/html,<p>strange').catch(() => undefined);
    expect(await ask(window, 'where')).toMatchObject({ url: 'data:text/html,<p>strange' });
  });

  it('lends its API to no frame inside it, and main knows the frames by their addresses', async () => {
    const { window, main } = workstation;
    const seen = await window.evaluate(
      (source) =>
        new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = source;
          frame.onload = () => resolve(Reflect.has(frame.contentWindow ?? {}, 'probe'));
          document.body.append(frame);
        }),
      here('elsewhere.html'),
    );
    expect(seen).toBe(false);
    const urls = await main.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.frames.map(({ url }) => url),
      null,
    );
    expect(urls).toEqual([here('elsewhere.html')]);
  });

  it('stays where it is when main forbids it to leave, and main is not asked about what it loads itself', async () => {
    const { window, main } = workstation;
    await main.evaluate(({ BrowserWindow }) => {
      const asked: string[] = [];
      Reflect.set(globalThis, 'asked', asked);
      BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => {
        asked.push(event.url);
        if (event.url.includes('elsewhere')) event.preventDefault();
      });
    }, null);
    await window.evaluate((page) => void location.assign(page), here('elsewhere.html'));
    const heard = () => main.evaluate(() => Reflect.get(globalThis, 'asked'), null);
    await expect.poll(heard).toEqual([here('elsewhere.html')]);
    expect(window.url()).toBe(here('page.html'));
    await main.evaluate(
      ({ BrowserWindow }, page) => BrowserWindow.getAllWindows()[0]?.loadURL(page),
      here('page.html'),
    );
    expect(await heard()).toHaveLength(1);
  });

  it('stays however often and however quickly its page asks', async () => {
    const { window, main } = workstation;
    await main.evaluate(
      ({ BrowserWindow }) =>
        void BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => event.preventDefault()),
      null,
    );
    await window.evaluate(async (page) => {
      for (let time = 0; time < 200; time += 1) {
        location.assign(page);
        await new Promise((resolve) => setTimeout(resolve, time % 8));
      }
    }, here('elsewhere.html'));
    expect(window.url()).toBe(here('page.html'));
  });

  it('opens no second window, from which nothing is asked; main hears of the wish', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, answer) => answer.end(`${asked.push(request.url)}`));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { window, main } = workstation;
    await main.evaluate(({ BrowserWindow }) => {
      const wishes: string[] = [];
      Reflect.set(globalThis, 'wishes', wishes);
      BrowserWindow.getAllWindows()[0]?.webContents.setWindowOpenHandler(({ url }) => {
        wishes.push(url);
        return { action: 'deny' };
      });
    }, null);
    await window.setContent(`<a href="${site}/link" target="_blank" rel="noopener">open</a>`);
    await window.click('a');
    await window.evaluate((url) => void open(url), `${site}/script`);
    await expect
      .poll(() => main.evaluate(() => Reflect.get(globalThis, 'wishes'), null))
      .toEqual([`${site}/link`, `${site}/script`]);
    expect(await main.evaluate(({ webContents }) => webContents.getAllWebContents().length, null)).toBe(1);
    await expect.poll(() => workstation.main.windows().length).toBe(1);
    expect(asked).toEqual([]);
    server.close();
  });

  it('loads what main serves under a scheme of its own, under the rules that main sets', async () => {
    const { main } = workstation;
    await main.evaluate(async ({ protocol, session, BrowserWindow }) => {
      session.defaultSession.webRequest.onBeforeRequest((request, decide) =>
        decide({ cancel: request.url.includes('forbidden') }),
      );
      session.defaultSession.webRequest.onHeadersReceived((answer, decide) =>
        decide({ responseHeaders: { ...answer.responseHeaders, 'x-seen': ['yes'] } }),
      );
      protocol.handle('desk', (request) => {
        const body = request.url.endsWith('.js')
          ? 'document.title = "module ran"'
          : '<script type="module" src="a.js"></script>';
        const type = request.url.endsWith('.js') ? 'text/javascript' : 'text/html';
        return new Response(body, { headers: { 'content-type': type } });
      });
      const window = new BrowserWindow({ show: false });
      await window.loadURL('desk://board/index.html?x=1');
      Reflect.set(globalThis, 'desk', window);
    }, null);
    const asked = await main.evaluate(async () => {
      const window = Reflect.get(globalThis, 'desk') as Electron.BrowserWindow;
      const run = (code: string) => window.webContents.executeJavaScript(code) as Promise<unknown>;
      const fetched = 'fetch("b.js").then((one) => one.status, () => "refused")';
      const answers = [
        await run('document.title'),
        await run(fetched),
        await run('fetch("/forbidden").catch(() => "refused")'),
      ];
      const { url } = window.webContents.mainFrame;
      window.close();
      return [...answers, url];
    }, null);
    expect(asked).toEqual(['module ran', 200, 'refused', 'desk://board/index.html?x=1']);
  });

  it('follows the theme and the size that main sets', async () => {
    const { window, main } = workstation;
    const looks = () =>
      window.evaluate(() => [matchMedia('(prefers-color-scheme: dark)').matches, innerWidth, innerHeight]);
    await main.evaluate(({ nativeTheme, BrowserWindow }) => {
      nativeTheme.themeSource = 'dark';
      BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1366, height: 768 });
    }, null);
    await expect.poll(looks).toEqual([true, 1366, 768]);
    await main.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'light';
    }, null);
    await expect.poll(looks).toEqual([false, 1366, 768]);
  });

  it('prints itself, and gives values of its own world to main', async () => {
    const [mark, ...values] = await workstation.main.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const pdf = await contents?.printToPDF({ pageSize: 'A4' });
      const run = (code: string) => contents?.executeJavaScript(code);
      const failure = await run('Promise.reject(new TypeError("no"))')?.catch((error: Error) => error.message);
      return [pdf?.subarray(0, 5).toString(), (await run('[1n]'))?.[0] === 1n, await run('NaN === NaN'), failure];
    }, null);
    expect(mark).toBe('%PDF-');
    expect(values).toEqual([true, false, 'no']);
  });

  it('is told gone when its process crashes, and comes back when it is loaded again', async () => {
    const { main } = workstation;
    const reason = await main.evaluate(
      ({ BrowserWindow }) =>
        new Promise((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('render-process-gone', (_event, details) => resolve(details.reason));
          contents?.forcefullyCrashRenderer();
        }),
      null,
    );
    expect(reason).toBe('crashed');
    await expect.poll(() => workstation.faults().crashes).toEqual([here('page.html')]);
    await main.evaluate(
      ({ BrowserWindow }, page) => BrowserWindow.getAllWindows()[0]?.loadURL(page),
      here('page.html'),
    );
    const answer = await main.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('probe.ask("where")'),
      null,
    );
    expect(answer).toMatchObject({ url: here('page.html') });
  });
});
