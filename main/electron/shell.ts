import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, type BrowserWindow, ipcMain, nativeTheme, safeStorage, screen } from 'electron';
import { EVENT_CHANNEL } from '../../domain/bridge.ts';
import type { WindowState } from '../../domain/window-state.ts';
import { admit } from '../ipc/admit.ts';
import { handlersOf } from '../ipc/handlers.ts';
import { Publisher } from '../ipc/publish.ts';
import { serve } from '../ipc/serve.ts';
import type { KeyStore } from '../ledger/keys.ts';
import { PROGRAM_VERSION } from '../program.ts';
import type { SettingsBook } from '../settings/settings-book.ts';
import { shownPlace, type WindowPlace } from '../settings/window-place.ts';
import { Workplaces } from '../workplace/workplaces.ts';
import { callPortOf } from './call-port.ts';
import { desktopOf } from './desktop.ts';
import { keyStoreOf } from './key-store.ts';
import { utilityLauncher } from './utility-launcher.ts';
import { openWindow } from './window.ts';

/** Where the built page and its preload lie, and where the data. */
export interface ShellFiles {
  readonly page: string;
  readonly preload: string;
  readonly dataFolder: string;
  /** Null = the user's own adb server. */
  readonly adbServer: { readonly host: string; readonly port: number } | null;
}

const FIRST_PLACE: WindowPlace = { width: 1440, height: 900 };

/** Runs the workstation in its window until the window is closed; a second start only brings the first one to the front. */
export async function runShell(files: ShellFiles): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  let window: BrowserWindow | null = null;
  app.enableSandbox();
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  const publisher = new Publisher({
    send: (events) => {
      if (events.some(({ change }) => change.kind === 'settings' || change.kind === 'everything')) dress(places);
      if (window && !window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, events);
    },
  });
  const { dataFolder, adbServer, page, preload } = files;
  const keyStore = (): KeyStore | null => keyStoreOf(safeStorage);
  const places = new Workplaces({
    dataFolder,
    adbServer,
    publisher,
    program: program(),
    launch: utilityLauncher,
    keyStore,
  });
  process.on('unhandledRejection', warn);
  endWith(places, publisher);
  await app.whenReady();
  const port = callPortOf(ipcMain, () => window?.webContents ?? null);
  const handlers = handlersOf(places, desktopOf(!isStandIn()));
  serve(port, { page: pathToFileURL(page).href, handlers, admit: (name, need) => admit(places, name, need) });
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const place = shownPlace(settingsOf(places)?.windowPlace() ?? FIRST_PLACE, screens);
  dress(places);
  const onMade = (made: BrowserWindow): void => {
    window = made;
  };
  await openWindow({ page, preload, place, onMade, onPlaced: (at) => keepPlace(places, at) });
}

/** What nobody waited for must not end the program, and every phone's job with it. */
function warn(thrown: unknown): void {
  process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
}

/** Where the window stood is no reason to keep it open. */
function keepPlace(places: Workplaces, at: WindowPlace): void {
  try {
    settingsOf(places)?.keepWindowPlace(at);
  } catch (thrown) {
    warn(thrown);
  }
}

function program(): WindowState['program'] {
  const shell = isStandIn() ? 'stand-in' : 'electron';
  return { version: PROGRAM_VERSION, shell, platform: process.platform };
}

/** The window's frame and menus follow the page. */
function dress(places: Workplaces): void {
  nativeTheme.themeSource = settingsOf(places)?.now.theme ?? 'system';
}

/** Where Node itself runs this, a stand-in plays Electron; it shows everything but cannot print. */
function isStandIn(): boolean {
  return /^node(\.exe)?$/i.test(basename(process.execPath));
}

/** The settings of the workplace that is open; null while none can be, which the window tells by itself. */
function settingsOf(places: Workplaces): SettingsBook | null {
  try {
    return places.current.settings;
  } catch {
    return null;
  }
}

/** The program ends when its window is closed and everything that ran is on record. */
function endWith(places: Workplaces, publisher: Publisher): void {
  let isOver = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (isOver) return;
    event.preventDefault();
    publisher.close();
    void places
      .close()
      .catch(warn)
      .finally(() => {
        isOver = true;
        app.quit();
      });
  });
}
