import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CdpData, CdpSession } from './cdp-pipe.ts';
import { firstPage, type Page } from './chromium.ts';
import { encode } from './codec.ts';
import type { Desk } from './desk.ts';
import { evaluateIn } from './evaluate.ts';
import { type Frame, type FrameTree, followFrames } from './frames.ts';
import type { FromPreload } from './ipc-main.ts';
import { ListedEmitter, loud, missing, preventable } from './loud.ts';
import { preloadWorld, rendererScripts } from './page/preload-source.ts';
import { printOptions } from './print-options.ts';
import { toAppUrl, toChromiumUrl, watchRequests } from './requests.ts';

// The last row can never happen here: no webview tag, no system keys, no menus of the system, no hung-page detector.
const events = [
  ...['did-finish-load', 'did-fail-load', 'did-start-loading', 'did-stop-loading', 'dom-ready', 'did-navigate'],
  ...['did-navigate-in-page', 'will-navigate', 'will-frame-navigate', 'will-redirect', 'render-process-gone'],
  ...['page-title-updated', 'preload-error', 'destroyed'],
  ...['will-attach-webview', 'before-input-event', 'context-menu', 'unresponsive', 'responsive', 'did-create-window'],
];

type OpenHandler = (details: object) => { readonly action: 'allow' | 'deny' };

/** What a window needs of its contents beyond Electron's own face. */
export interface Contents {
  /** Electron's face of it. */
  readonly face: ListedEmitter & WebContentsFace;
  /** Resolves when the page of Chromium is there and carries the preload. */
  readonly page: Promise<Page>;
  onTitle(listener: (title: string) => void): void;
  /** Ends it from our side. */
  destroy(): void;
}

/** The part of Electron's WebContents that there is. */
export interface WebContentsFace {
  readonly id: number;
  readonly mainFrame: Frame;
  loadURL(url: string): Promise<void>;
  loadFile(path: string, options?: { readonly hash?: string; readonly search?: string }): Promise<void>;
}

interface Thrown {
  readonly executionContextId?: number;
  readonly exception?: { readonly description?: string };
}

/** An address as a request bears it: as main knows it, without its fragment. */
function wishOf(url: string): string {
  const [bare = url] = toAppUrl(url).split('#');
  return bare;
}

/** Makes the contents of a window: a page of Chromium with the preload in a world of its own. */
export function makeContents(desk: Desk, preload: string | undefined, argv: readonly string[]): Contents {
  const id = desk.nextId();
  const scripts = rendererScripts(preload, argv);
  const face = new ListedEmitter('webContents', events);
  const state = {
    begun: false,
    destroyed: false,
    crashed: false,
    loading: false,
    loaded: '',
    world: null as number | null,
  };
  // Where the page itself asked to go, until it is somewhere else. One word for the last wish is not enough: a page may ask
  // twice before its first request is seen, and the second would then pass as main's own.
  const wishes = new Set<string>();
  const titled: ((title: string) => void)[] = [];
  let frames: FrameTree | null = null;
  let openHandler: OpenHandler = () => ({ action: 'deny' });

  const mainFrame = (): Frame => {
    const frame = frames?.main();
    if (!frame) throw missing('webContents.mainFrame before its page is there');
    return frame;
  };
  const navigationCheck = (frameId: string, url: string): boolean => {
    const isMain = frameId === frames?.mainId();
    const event = preventable({
      url,
      isMainFrame: isMain,
      isSameDocument: false,
      frame: frames?.byId(frameId) ?? null,
    });
    face.emit('will-frame-navigate', event);
    // What main itself loads is not asked about, as in Electron.
    if (isMain && wishes.has(wishOf(url))) face.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  };

  const page = (async (): Promise<Page> => {
    const opened = await (await desk.chromium()).openPage();
    const { session } = opened;
    listenToPage(session);
    await session.send('Page.enable');
    await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
    frames = await followFrames(session);
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: scripts.channel, executionContextName: preloadWorld });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.pageWorld });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.preloadWorld,
      worldName: preloadWorld,
    });
    await watchRequests(session, desk.requests, navigationCheck);
    await desk.dress(session);
    return opened;
  })();
  page.catch((error: Error) => desk.fail(error));

  function listenToPage(session: CdpSession): void {
    const emit = (event: string, ...args: unknown[]) => void face.emit(event, preventable({}), ...args);
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { id: world, name, auxData } = context as { id: number; name: string; auxData?: { frameId?: string } };
      if (name === preloadWorld && auxData?.frameId === frames?.mainId()) state.world = world;
    });
    session.on('Runtime.executionContextsCleared', () => {
      state.world = null;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (state.world === executionContextId) state.world = null;
    });
    session.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      hear(session, JSON.parse(String(payload)) as FromPreload, Number(executionContextId));
    });
    session.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === frames?.mainId()) wishes.add(wishOf(String(url)));
    });
    session.on('Page.frameStartedLoading', ({ frameId }) => {
      if (frameId !== frames?.mainId()) return;
      state.loading = true;
      emit('did-start-loading');
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      const { parentId, url } = frame as { parentId?: string; url: string };
      if (parentId !== undefined || url === firstPage) return;
      state.begun = true;
      wishes.clear();
      emit('did-navigate', toAppUrl(url), 200, '');
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === frames?.mainId()) wishes.delete(wishOf(String(url)));
      emit('did-navigate-in-page', toAppUrl(String(url)), frameId === frames?.mainId());
    });
    session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
      if (frameId !== frames?.mainId() || !state.begun) return;
      if (name === 'DOMContentLoaded') emit('dom-ready');
      if (name === 'load') finishLoad(String(loaderId));
    });
    session.on('Page.windowOpen', ({ url, windowName }) => {
      const { action } = openHandler({
        url: String(url),
        frameName: String(windowName),
        disposition: 'foreground-tab',
      });
      if (action !== 'deny') desk.fail(missing('window that a page opens itself'));
    });
    session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      const { executionContextId, exception } = exceptionDetails as Thrown;
      if (executionContextId !== state.world) return;
      const words = exception?.description ?? 'unknown';
      console.error(`Unable to load preload script: ${preload}\n${words}`);
      emit('preload-error', preload, new Error(words));
    });
    session.on('Inspector.targetCrashed', () => {
      state.crashed = true;
      emit('render-process-gone', { reason: 'crashed', exitCode: 1 });
    });
  }

  function finishLoad(loaderId: string): void {
    state.loading = false;
    state.loaded = loaderId;
    face.emit('did-finish-load', preventable({}));
    face.emit('did-stop-loading', preventable({}));
    evaluate('document.title').then(
      (title) => {
        for (const listener of titled) listener(String(title));
      },
      () => undefined,
    );
  }

  function hear(session: CdpSession, message: FromPreload, world: number): void {
    const frame = state.world === world ? (frames?.main() ?? null) : null;
    const reply = (channel: string, ...args: unknown[]) => send(channel, ...args);
    const event = { sender: face_, senderFrame: frame, frameId: 1, processId: process.pid, type: 'frame', reply };
    if (message.kind === 'send') desk.ipc.deliver(message, event);
    else
      void desk.ipc.invoke(message, event).then((answer) => tellPreload(session, world, { id: message.id, ...answer }));
  }

  // A preload that is gone hears nothing; Electron drops such messages too.
  function tellPreload(session: CdpSession, world: number, message: object): void {
    const expression = `globalThis[${JSON.stringify(`${scripts.channel}-hear`)}](${JSON.stringify(message)})`;
    session.send('Runtime.evaluate', { expression, contextId: world }).catch(() => undefined);
  }

  function send(channel: string, ...args: unknown[]): void {
    if (state.destroyed) throw new TypeError('Object has been destroyed');
    const value = encode(args);
    void page.then(({ session }) => {
      if (state.world !== null) tellPreload(session, state.world, { channel, value });
    });
  }

  const evaluate = async (code: string) => evaluateIn((await page).session, code);

  async function loadURL(url: string): Promise<void> {
    const { session } = await page;
    wishes.clear();
    const answer = await session.send('Page.navigate', { url: toChromiumUrl(url, desk.requests.handlers.keys()) });
    const fault = answer['errorText'];
    if (typeof fault === 'string') {
      face.emit('did-fail-load', preventable({}), -2, fault, url, true);
      throw Object.assign(new Error(`${fault.replace('net::', '')} (-2) loading '${url}'`), { code: fault, url });
    }
    // Without a loader nothing was loaded: the address differs in its fragment alone.
    if (answer['loaderId'] !== undefined) await finished(String(answer['loaderId']), url);
  }

  function finished(loaderId: string, url: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        face.off('did-finish-load', settle);
        face.off('destroyed', settle);
        if (state.loaded === loaderId) resolve();
        else reject(Object.assign(new Error(`ERR_ABORTED (-3) loading '${url}'`), { code: 'ERR_ABORTED', url }));
      };
      if (state.loaded === loaderId) return settle();
      face.once('did-finish-load', settle);
      face.once('destroyed', settle);
    });
  }

  const command = (method: string, params: CdpData = {}) =>
    void page.then(({ session }) => session.send(method, params).catch((error: Error) => desk.fail(error)));
  const reload = (params: CdpData) => {
    wishes.clear();
    command('Page.reload', params);
  };
  const destroy = () => {
    if (state.destroyed) return;
    state.destroyed = true;
    face.emit('destroyed');
  };

  Object.assign(face, {
    id,
    send,
    loadURL,
    loadFile: (path: string, options: { hash?: string; search?: string } = {}) => {
      const url = pathToFileURL(resolve(desk.appPath(), path));
      url.search = options.search ?? '';
      url.hash = options.hash ?? '';
      return loadURL(url.href);
    },
    reload: () => reload({}),
    reloadIgnoringCache: () => reload({ ignoreCache: true }),
    stop: () => command('Page.stopLoading'),
    // A page that crashes does not answer.
    forcefullyCrashRenderer: () => void page.then(({ session }) => session.send('Page.crash').catch(() => undefined)),
    executeJavaScript: evaluate,
    setWindowOpenHandler: (handler: OpenHandler) => {
      openHandler = handler;
    },
    getURL: () => frames?.main()?.url ?? '',
    getTitle: () => basename(frames?.main()?.url ?? ''),
    isDestroyed: () => state.destroyed,
    isCrashed: () => state.crashed,
    isLoading: () => state.loading,
    focus: () => command('Page.bringToFront'),
    session: desk.session,
    getType: () => 'window',
    setIgnoreMenuShortcuts: () => undefined,
    setVisualZoomLevelLimits: () => Promise.resolve(),
    printToPDF: async (options: CdpData = {}) => {
      const { session } = await page;
      const { data } = await session.send('Page.printToPDF', printOptions(options));
      return Buffer.from(String(data), 'base64');
    },
    print: (_options?: object, done?: (ok: boolean, reason: string) => void) =>
      done?.(false, 'Invalid printer settings'),
    getPrintersAsync: () => Promise.resolve([]),
    close: () => desk.closeWindowOf(id),
  });
  Object.defineProperty(face, 'mainFrame', { get: mainFrame });
  const face_ = loud('webContents', face) as Contents['face'];
  return { face: face_, page, onTitle: (listener) => void titled.push(listener), destroy };
}
