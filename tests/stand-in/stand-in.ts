import { makeApp } from './app.ts';
import { makeWindows } from './browser-window.ts';
import type { CdpSession } from './cdp-pipe.ts';
import { type Chromium, startChromium } from './chromium.ts';
import { serveTests } from './control.ts';
import type { Desk } from './desk.ts';
import { makeDialog, makeMenu, makeSafeStorage, makeShell, makeSmallParts, makeTheme } from './desktop.ts';
import { makeIpcDesk } from './ipc-main.ts';
import { absent, loud } from './loud.ts';
import { readOptions } from './options.ts';
import { makeSession, noRules } from './session.ts';
import { makeUtilityProcess } from './utility-process.ts';

const notHere = [
  ...['autoUpdater', 'BaseWindow', 'clipboard', 'contentTracing', 'crashReporter', 'desktopCapturer', 'globalShortcut'],
  ...['inAppPurchase', 'MessageChannelMain', 'nativeImage', 'net', 'netLog', 'pushNotifications', 'systemPreferences'],
  ...['TouchBar', 'Tray', 'View', 'webFrameMain', 'WebContentsView'],
] as const;

/** Puts the parts of the stand-in together; each process has one. */
export function makeStandIn() {
  const options = readOptions(process.env);
  const ipc = makeIpcDesk();
  const requests = noRules();
  const sessionPart = makeSession(requests);
  const tests = serveTests();
  const state = { next: 1, chromium: null as Promise<Chromium> | null, ending: false };
  const pages = new Set<CdpSession>();
  const theme = makeTheme((act) => {
    for (const page of pages) act(page).catch(() => pages.delete(page));
  });

  const chromium = (): Promise<Chromium> => {
    state.chromium ??= startChromium(options, (address) => tests.tell({ debugging: address })).then((running) => {
      void running.closed.then(() => {
        state.chromium = null;
      });
      return running;
    });
    return state.chromium;
  };
  const desk: Desk = {
    options,
    ipc,
    requests,
    session: sessionPart.defaultSession,
    nextId: () => state.next++,
    appPath: () => part.appPath(),
    chromium,
    dress: async (page) => {
      pages.add(page);
      // A window that nobody sees has the focus, as the only window of an operator has.
      if (!options.headed) await page.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      await theme.apply(page);
      await sessionPart.applyPermissions((await chromium()).browser);
    },
    closeWindowOf: (id) =>
      void windows
        .all()
        .find(({ contents }) => contents.face.id === id)
        ?.close(),
    fail: (error) => {
      // While everything is being taken down, a page that is gone is no fault.
      if (state.ending) return;
      process.nextTick(() => {
        throw error;
      });
    },
  };
  const windows = makeWindows(desk);
  const part = makeApp({
    start: chromium,
    stop: async () => {
      state.ending = true;
      await (await state.chromium)?.close();
    },
    windows,
    mainFile: process.argv[1] ?? '',
    locale: options.locale,
  });
  const app = part.app as { isReady(): boolean; getPath(name: string): string };
  windows.onCreated(() => tests.tell({ window: true }));

  const electron = {
    app,
    BrowserWindow: windows.BrowserWindow,
    ipcMain: ipc.ipcMain,
    session: sessionPart.session,
    protocol: sessionPart.protocol,
    dialog: makeDialog(() => app.getPath('downloads')),
    shell: makeShell(),
    ...makeMenu(),
    nativeTheme: theme.nativeTheme,
    safeStorage: makeSafeStorage(options),
    utilityProcess: makeUtilityProcess(() => app.isReady()),
    ...makeSmallParts({ width: 1920, height: 1080 }),
    webContents: loud('webContents', {
      getAllWebContents: () => windows.all().map(({ contents }) => contents.face),
      fromId: (id: number) => windows.all().find(({ contents }) => contents.face.id === id)?.contents.face,
    }),
    ...(Object.fromEntries(notHere.map((name) => [name, absent(name)])) as Record<(typeof notHere)[number], object>),
  };
  tests.serve(electron, part.quit);
  return electron;
}
