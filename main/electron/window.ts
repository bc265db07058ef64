import { pathToFileURL } from 'node:url';
import { BrowserWindow, type BrowserWindowConstructorOptions, type Session, session } from 'electron';

/** What a window shows, and where it stood last. */
export interface WindowPlan {
  readonly page: string;
  readonly preload: string;
  readonly place: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number };
  /** Called with the window before its page is loaded, so that the page's first call finds it. */
  readonly onMade: (window: BrowserWindow) => void;
  /** Where the window stands when it is closed. */
  readonly onPlaced: (place: WindowPlan['place']) => void;
}

const LEAST = { minWidth: 1024, minHeight: 700 };

function optionsOf({ preload, place }: WindowPlan): BrowserWindowConstructorOptions {
  return {
    ...place,
    ...LEAST,
    title: '白紙 Hakushi',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f6f5f1',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // A board that an operator glances at must not slow down behind another window.
      backgroundThrottling: false,
    },
  };
}

/** Nothing that a page could ask a browser for is given, and no request leaves this computer. */
function close(one: Session): void {
  one.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  one.setPermissionCheckHandler(() => false);
  one.setDevicePermissionHandler(() => false);
  one.webRequest.onBeforeRequest((request, decide) => {
    decide({ cancel: !/^(file|data|blob|devtools):/.test(request.url) });
  });
}

/** Opens the one window of the workstation, closed to everything but its own page. */
export async function openWindow(plan: WindowPlan): Promise<BrowserWindow> {
  close(session.defaultSession);
  const window = new BrowserWindow(optionsOf(plan));
  plan.onMade(window);
  const { webContents } = window;
  const own = pathToFileURL(plan.page).href;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => {
    if (event.url !== own) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  window.on('close', () => plan.onPlaced(window.getBounds()));
  await window.loadFile(plan.page);
  return window;
}
