import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WindowList } from './browser-window.ts';
import { ListedEmitter, loud, missing, preventable } from './loud.ts';
import { claimSingleInstance } from './single-instance.ts';

const events = [
  ...['ready', 'will-finish-launching', 'window-all-closed', 'before-quit', 'will-quit', 'quit', 'second-instance'],
  ...['browser-window-created', 'web-contents-created', 'render-process-gone', 'child-process-gone', 'activate'],
  ...['certificate-error', 'select-client-certificate', 'login', 'open-file', 'open-url', 'gpu-info-update'],
];

/** What the stand-in's app needs from its surroundings. */
export interface AppSurroundings {
  /** Resolves when Chromium is there. */
  start(): Promise<unknown>;
  /** Takes everything down; the process ends after it. */
  stop(): Promise<void>;
  readonly windows: WindowList;
  readonly mainFile: string;
  readonly locale: string;
}

/** Electron's app, and where it lies. */
export interface AppPart {
  readonly app: object;
  appPath(): string;
  quit(): void;
}

/** Makes app with the order of events that Electron keeps: before-quit, each window's close, will-quit, quit. */
export function makeApp(around: AppSurroundings): AppPart {
  const appPath = process.cwd();
  const manifest: { name?: string; productName?: string; version?: string } = readManifest(appPath);
  const app = new ListedEmitter('app', events);
  const paths = new Map<string, string>();
  const state = {
    name: manifest.productName ?? manifest.name ?? 'Electron',
    ready: false,
    quitting: false,
    ended: false,
  };
  let readiness: Promise<void> | null = null;
  let lock: { release(): void } | null = null;

  const config = () => process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  const defaults: Readonly<Record<string, () => string>> = {
    home: homedir,
    appData: config,
    userData: () => argument('user-data-dir') ?? join(pathOf('appData'), state.name),
    sessionData: () => pathOf('userData'),
    temp: tmpdir,
    logs: () => join(pathOf('userData'), 'logs'),
    crashDumps: () => join(pathOf('userData'), 'Crashpad'),
    desktop: () => join(homedir(), 'Desktop'),
    documents: () => join(homedir(), 'Documents'),
    downloads: () => join(homedir(), 'Downloads'),
    exe: () => process.execPath,
    module: () => process.execPath,
  };
  const pathOf = (name: string): string => {
    const found = paths.get(name) ?? defaults[name]?.();
    if (found === undefined) throw new Error(`Failed to get '${name}' path`);
    return found;
  };

  const whenReady = (): Promise<void> => {
    readiness ??= around.start().then(() => {
      state.ready = true;
      app.emit('ready', preventable({}), {});
    });
    return readiness;
  };
  const finish = (code: number) => {
    if (state.ended) return;
    state.ended = true;
    app.emit('quit', preventable({}), code);
    lock?.release();
    void around.stop().finally(() => process.exit(code));
  };
  const quit = () => {
    if (state.quitting) return;
    const before = preventable({});
    app.emit('before-quit', before);
    if (before.defaultPrevented) return;
    state.quitting = true;
    if (!around.windows.all().every((window) => window.close())) {
      state.quitting = false;
      return;
    }
    const will = preventable({});
    app.emit('will-quit', will);
    if (will.defaultPrevented) state.quitting = false;
    else finish(0);
  };
  around.windows.onAllClosed(() => {
    if (state.quitting || state.ended) return;
    if (app.listenerCount('window-all-closed') === 0) quit();
    else app.emit('window-all-closed');
  });
  around.windows.onCreated((window, contents) => {
    app.emit('web-contents-created', preventable({}), contents);
    app.emit('browser-window-created', preventable({}), window);
    contents.on('render-process-gone', (event: object, details: object) =>
      app.emit('render-process-gone', event, contents, details),
    );
  });
  // Electron takes these as a wish to quit, not as an end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit);

  Object.assign(app, {
    whenReady,
    quit,
    exit: (code = 0) => finish(code),
    isReady: () => state.ready,
    isPackaged: false,
    getVersion: () => manifest.version ?? '0.0.0',
    getName: () => state.name,
    setName: (name: string) => {
      state.name = name;
    },
    getAppPath: () => appPath,
    getPath: pathOf,
    setPath: (name: string, path: string) => {
      if (!(name in defaults)) throw new Error(`Failed to set path: unknown name '${name}'`);
      paths.set(name, path);
    },
    setAppLogsPath: (path: string) => void paths.set('logs', path),
    getLocale: () => around.locale,
    getSystemLocale: () => around.locale,
    getPreferredSystemLanguages: () => [around.locale],
    requestSingleInstanceLock: (data: object = {}) => {
      lock ??= claimSingleInstance(pathOf('userData'), data, (argv, cwd, more) =>
        app.emit('second-instance', preventable({}), argv, cwd, more),
      );
      return lock !== null;
    },
    hasSingleInstanceLock: () => lock !== null,
    releaseSingleInstanceLock: () => {
      lock?.release();
      lock = null;
    },
    enableSandbox: () => beforeReady('enableSandbox'),
    disableHardwareAcceleration: () => beforeReady('disableHardwareAcceleration'),
    setAppUserModelId: () => undefined,
    setAboutPanelOptions: () => undefined,
    setDesktopName: () => undefined,
    focus: () => undefined,
    commandLine: loud('app.commandLine', {
      appendSwitch: () => undefined,
      appendArgument: () => undefined,
      hasSwitch: (name: string) => process.argv.some((one) => one === `--${name}` || one.startsWith(`--${name}=`)),
      getSwitchValue: (name: string) => argument(name) ?? '',
    }),
  });
  const beforeReady = (name: string) => {
    if (state.ready) throw new Error(`app.${name}() can only be called before app is ready`);
  };
  const on = app.on.bind(app);
  const startOnReady = (event: string | symbol) => {
    if (event === 'ready') queueMicrotask(() => void whenReady());
  };
  app.on = (event, listener) => {
    startOnReady(event);
    return on(event, listener);
  };
  const guarded = loud('app', app);
  if (!around.mainFile) throw missing('app without a main file');
  return { app: guarded, appPath: () => appPath, quit };
}

function argument(name: string): string | undefined {
  return process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
}

function readManifest(folder: string): object {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
  } catch {
    return {};
  }
}
