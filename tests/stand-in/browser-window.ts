import type { Page } from './chromium.ts';
import type { Desk } from './desk.ts';
import { ListedEmitter, loud, missing, preventable } from './loud.ts';
import { type Contents, makeContents } from './web-contents.ts';

/** Where a window stands, in screen pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The windows that there are, as the app has to know them. */
export interface WindowList {
  readonly BrowserWindow: object;
  all(): readonly OpenWindow[];
  onAllClosed(listener: () => void): void;
  onCreated(listener: (window: object, contents: Contents['face']) => void): void;
}

/** A window as the stand-in's other parts use it. */
export interface OpenWindow {
  readonly face: object;
  readonly contents: Contents;
  /** Asks its listeners and closes it; answers whether it went. */
  close(): boolean;
}

interface WindowOptions extends Partial<Bounds> {
  readonly show?: boolean;
  readonly title?: string;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly webPreferences?: Preferences;
}

interface Preferences {
  readonly preload?: string;
  readonly additionalArguments?: readonly string[];
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly sandbox?: boolean;
  readonly webSecurity?: boolean;
  readonly webviewTag?: boolean;
  readonly nodeIntegrationInSubFrames?: boolean;
  readonly nodeIntegrationInWorker?: boolean;
}

const events = [
  ...['ready-to-show', 'show', 'hide', 'close', 'closed', 'focus', 'blur', 'resize', 'resized', 'move', 'moved'],
  ...['minimize', 'maximize', 'unmaximize', 'restore', 'enter-full-screen', 'leave-full-screen'],
  // Never here: the system of the stand-in neither ends a session nor watches for a hung page.
  ...['page-title-updated', 'unresponsive', 'responsive', 'session-end', 'query-session-end'],
];

/** Makes the BrowserWindow class of one stand-in and the list of its windows. */
export function makeWindows(desk: Desk): WindowList {
  const windows: OpenWindow[] = [];
  const allClosed: (() => void)[] = [];
  const created: ((window: object, contents: Contents['face']) => void)[] = [];
  const drop = (window: OpenWindow) => {
    windows.splice(windows.indexOf(window), 1);
    if (windows.length === 0) for (const listener of allClosed) listener();
  };
  // A function, so that `new` may give back the guarded window instead of a bare one.
  function BrowserWindow(options: WindowOptions = {}): object {
    const made = openWindow(desk, options, drop);
    windows.push(made);
    for (const listener of created) listener(made.face, made.contents.face);
    return made.face;
  }
  const statics = {
    getAllWindows: () => windows.map(({ face }) => face),
    getFocusedWindow: () => windows.at(-1)?.face ?? null,
    fromWebContents: (contents: object) => windows.find((one) => one.contents.face === contents)?.face ?? null,
    fromId: (id: number) => windows.find(({ face }) => (face as { id: number }).id === id)?.face ?? null,
  };
  return {
    BrowserWindow: loud('BrowserWindow', Object.assign(BrowserWindow, statics)),
    all: () => [...windows],
    onAllClosed: (listener) => void allClosed.push(listener),
    onCreated: (listener) => void created.push(listener),
  };
}

function refuseUnsafe(preferences: Preferences): void {
  const demanded = { contextIsolation: true, sandbox: true, webSecurity: true } as const;
  const forbidden = ['nodeIntegration', 'nodeIntegrationInSubFrames', 'nodeIntegrationInWorker', 'webviewTag'] as const;
  for (const key of Object.keys(demanded) as (keyof typeof demanded)[]) {
    if (preferences[key] === false) throw missing(`window with ${key} switched off`);
  }
  for (const key of forbidden) if (preferences[key] === true) throw missing(`window with ${key}`);
}

function openWindow(desk: Desk, options: WindowOptions, drop: (window: OpenWindow) => void): OpenWindow {
  const { webPreferences = {}, width = 800, height = 600, x = 0, y = 0 } = options;
  refuseUnsafe(webPreferences);
  const face = new ListedEmitter('BrowserWindow', events);
  const contents = makeContents(desk, webPreferences.preload, webPreferences.additionalArguments ?? []);
  const state = {
    bounds: { x, y, width, height },
    destroyed: false,
    visible: options.show ?? true,
    mode: 'normal',
    title: options.title ?? '',
  };
  const { headed } = desk.options;

  const browser = async (act: (page: Page, windowId: number) => Promise<unknown>): Promise<void> => {
    const chromium = await desk.chromium();
    const page = await contents.page;
    const { windowId } = await chromium.browser.send('Browser.getWindowForTarget', { targetId: page.targetId });
    await act(page, Number(windowId));
  };
  const inBackground = (doing: Promise<void>) => void doing.catch(() => undefined);
  const place = async ({ session }: Page, windowId: number) => {
    const { width: wide, height: high, x: left, y: top } = state.bounds;
    if (!headed) {
      return session.send('Emulation.setDeviceMetricsOverride', {
        width: wide,
        height: high,
        deviceScaleFactor: 0,
        mobile: false,
      });
    }
    const bounds = { left, top, width: wide, height: high };
    return (await desk.chromium()).browser.send('Browser.setWindowBounds', { windowId, bounds });
  };
  const setBounds = (bounds: Partial<Bounds>) => {
    const least = { width: options.minWidth ?? 0, height: options.minHeight ?? 0 };
    const next = { ...state.bounds, ...bounds };
    state.bounds = { ...next, width: Math.max(next.width, least.width), height: Math.max(next.height, least.height) };
    inBackground(browser(place));
    face.emit('resize');
    face.emit('resized');
  };
  const setMode = (mode: string, event: string) => {
    if (state.mode === mode) return;
    state.mode = mode;
    if (headed) {
      inBackground(
        browser(async (_page, windowId) =>
          (await desk.chromium()).browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState: mode } }),
        ),
      );
    }
    face.emit(event);
  };

  const gone = () => {
    if (state.destroyed) return;
    state.destroyed = true;
    state.visible = false;
    contents.destroy();
    face.emit('closed');
    drop(self);
  };
  const close = (): boolean => {
    if (state.destroyed) return true;
    const event = preventable({});
    face.emit('close', event);
    if (event.defaultPrevented) return false;
    destroy();
    return true;
  };
  const destroy = () => {
    inBackground(
      browser(({ targetId }) => desk.chromium().then((one) => one.browser.send('Target.closeTarget', { targetId }))),
    );
    gone();
  };
  const show = () => {
    state.visible = true;
    if (state.mode === 'minimized') setMode('normal', 'restore');
    inBackground(contents.page.then(({ session }) => session.send('Page.bringToFront')).then(() => undefined));
    face.emit('show');
  };
  const focus = () => {
    inBackground(contents.page.then(({ session }) => session.send('Page.bringToFront')).then(() => undefined));
    face.emit('focus');
  };

  // Here the window is gone already when main hears of it: who clicks it away is not asked. Said so in decision 0016.
  contents.page
    .then(async ({ targetId, session }) => {
      const { browser: whole, closed } = await desk.chromium();
      const ended = () => {
        if (!state.destroyed) face.emit('close', preventable({}));
        gone();
      };
      whole.on('Target.targetDestroyed', (params) => params['targetId'] === targetId && ended());
      whole.on('Target.detachedFromTarget', (params) => params['targetId'] === targetId && ended());
      void closed.then(ended);
      session.on('Page.frameResized', () => headed && inBackground(browser(readBounds)));
      await browser(place);
    })
    .catch(() => undefined);
  const readBounds = async (_page: Page, windowId: number) => {
    const { bounds } = await (await desk.chromium()).browser.send('Browser.getWindowBounds', { windowId });
    const { left, top, width: wide, height: high, windowState } = bounds as Record<string, never>;
    state.mode = windowState ?? state.mode;
    if (state.mode !== 'normal') return;
    state.bounds = { x: left ?? 0, y: top ?? 0, width: wide ?? 0, height: high ?? 0 };
    face.emit('resize');
    face.emit('resized');
  };
  let shown = false;
  contents.face.on('did-finish-load', () => {
    if (!shown) face.emit('ready-to-show');
    shown = true;
  });
  contents.onTitle((title) => {
    state.title = title;
    face.emit('page-title-updated', preventable({}), title, true);
  });

  const face_ = loud(
    'BrowserWindow',
    Object.assign(face, {
      id: desk.nextId(),
      webContents: contents.face,
      loadURL: contents.face.loadURL,
      loadFile: contents.face.loadFile,
      reload: () => (contents.face as unknown as { reload(): void }).reload(),
      show,
      showInactive: show,
      hide: () => {
        state.visible = false;
        face.emit('hide');
      },
      focus,
      close,
      destroy,
      isDestroyed: () => state.destroyed,
      isVisible: () => state.visible,
      isFocused: () => state.visible && state.mode !== 'minimized',
      isMinimized: () => state.mode === 'minimized',
      isMaximized: () => state.mode === 'maximized',
      isFullScreen: () => state.mode === 'fullscreen',
      minimize: () => setMode('minimized', 'minimize'),
      maximize: () => setMode('maximized', 'maximize'),
      unmaximize: () => setMode('normal', 'unmaximize'),
      restore: () => setMode('normal', 'restore'),
      setFullScreen: (on: boolean) =>
        setMode(on ? 'fullscreen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen'),
      getBounds: () => ({ ...state.bounds }),
      getNormalBounds: () => ({ ...state.bounds }),
      getContentBounds: () => ({ ...state.bounds }),
      setBounds,
      setContentBounds: setBounds,
      getSize: () => [state.bounds.width, state.bounds.height],
      getContentSize: () => [state.bounds.width, state.bounds.height],
      setSize: (wide: number, high: number) => setBounds({ width: wide, height: high }),
      setContentSize: (wide: number, high: number) => setBounds({ width: wide, height: high }),
      setPosition: (left: number, top: number) => setBounds({ x: left, y: top }),
      getPosition: () => [state.bounds.x, state.bounds.y],
      center: () => undefined,
      getTitle: () => state.title,
      setTitle: (title: string) => {
        state.title = title;
      },
      setMenu: () => undefined,
      removeMenu: () => undefined,
      setMenuBarVisibility: () => undefined,
      setAutoHideMenuBar: () => undefined,
      setBackgroundColor: () => undefined,
      setMinimumSize: () => undefined,
      setProgressBar: () => undefined,
      flashFrame: () => undefined,
    }),
  );
  const self: OpenWindow = { face: face_, contents, close };
  return self;
}
