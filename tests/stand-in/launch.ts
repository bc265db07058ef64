import { join } from 'node:path';
import { type ConsoleMessage, _electron as electron, type Page } from 'playwright-core';
import { buildOnce } from '../../scripts/build-once.ts';
import { hasDisplay } from '../../scripts/choose-face.ts';
import { findElectron } from '../../scripts/find-electron.ts';
import { startStandIn } from './stand-in-process.ts';

/** What a test wants started. */
export interface LaunchPlan {
  /** Everything that the workstation keeps; nothing of a person's own profile is touched. */
  readonly dataFolder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Behind `--data DIR`, which is always given. */
  readonly args?: readonly string[];
  /** Another main than the built workstation, for tests of the stand-in itself. */
  readonly mainFile?: string;
  /** Does not wait for a window, for a second start that finds the first one running. */
  readonly withoutWindow?: boolean;
}

/** What went wrong where nobody looked; a journey asserts that all of it is empty. */
export interface Faults {
  /** Errors on the page's console, content security policy included. */
  readonly console: readonly string[];
  /** Errors that no script of the page caught. */
  readonly page: readonly string[];
  readonly crashes: readonly string[];
}

/** Main, reached as Playwright reaches Electron's main. */
export interface MainProcess {
  /** Runs a function in main with Electron's module as its first argument; it may not use anything around it. */
  evaluate<Result, Arg>(
    act: (electron: typeof Electron.CrossProcessExports, arg: Arg) => Result,
    arg: Arg,
  ): Promise<Awaited<Result>>;
  windows(): readonly Page[];
  readonly pid: number;
  /** Resolves to the exit code (null after a signal) when main has ended. */
  readonly ended: Promise<number | null>;
}

/** A running workstation: its window, its main process, and what they said. */
export interface Workstation {
  /** Throws when there is none yet. */
  readonly window: Page;
  readonly main: MainProcess;
  /** Whether this is a real Electron; a test should not need to know. */
  readonly isElectron: boolean;
  /** Everything that main wrote so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  faults(): Faults;
  /** Quits as a person would, and by force when main does not go. Harmless when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the built workstation for a test: in Electron where a binary is present (ELECTRON_PATH or an installed one) and a display, else in
 * the stand-in with Debian's Chromium. The shape is the same, so a journey is written once:
 *
 *     const workstation = await launchWorkstation({ dataFolder });
 *     await workstation.window.getByRole('button', { name: '練習を始める' }).click();
 *     await workstation.main.evaluate(({ dialog }, filePath) => {
 *       dialog.showSaveDialog = async () => ({ canceled: false, filePath });
 *     }, '/tmp/label.pdf');
 *     expect(workstation.faults()).toEqual({ console: [], page: [], crashes: [] });
 *     await workstation.stop();
 *
 * Builds first when a source is newer than the build. HAKUSHI_STAND_IN_WINDOW=headed shows the window.
 */
export async function launchWorkstation(plan: LaunchPlan): Promise<Workstation> {
  if (plan.mainFile === undefined) buildOnce();
  const args = ['--data', plan.dataFolder, `--user-data-dir=${join(plan.dataFolder, 'window')}`, ...(plan.args ?? [])];
  const program = hasDisplay() ? findElectron() : undefined;
  const mainFile = plan.mainFile ?? 'out/app/main/index.js';
  const env = { ...clean(process.env), ...plan.env };
  return program === undefined
    ? launchStandIn(mainFile, args, env, plan.withoutWindow ?? false)
    : launchElectron(program, mainFile, args, env);
}

// Vitest's own settings would reach main and the processes that main starts.
function clean(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|NODE_CHANNEL)/.test(name));
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function launchStandIn(
  mainFile: string,
  args: readonly string[],
  env: Record<string, string>,
  bare: boolean,
): Promise<Workstation> {
  const running = await startStandIn(mainFile, args, env);
  const watch = watchPages();
  running.onPage(watch.add);
  let window: Page | null = null;
  try {
    if (!bare) window = await loaded(await running.firstWindow());
  } catch (error) {
    await running.stop();
    const { stdout, stderr } = running.output();
    throw new Error(`the workstation opened no window: ${error}\n${stdout}\n${stderr}`, { cause: error });
  }
  return {
    get window() {
      if (!window) throw new Error('this workstation was started without waiting for its window');
      return window;
    },
    main: {
      evaluate: (act, arg) => running.evaluate(`${act}`, arg) as never,
      windows: () => running.pages(),
      pid: running.pid,
      ended: running.ended,
    },
    isElectron: false,
    output: running.output,
    faults: watch.faults,
    stop: running.stop,
  };
}

async function launchElectron(
  program: string,
  mainFile: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Workstation> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await electron.launch({
    executablePath: program,
    args: [...asRoot, mainFile, ...args],
    env,
    colorScheme: null,
  });
  const watch = watchPages();
  app.on('window', watch.add);
  for (const page of app.windows()) watch.add(page);
  const child = app.process();
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    window: await loaded(await app.firstWindow()),
    main: {
      evaluate: (act, arg) => app.evaluate(act as never, arg) as never,
      windows: () => app.windows(),
      pid: child.pid ?? 0,
      ended,
    },
    isElectron: true,
    output: () => ({ ...said }),
    faults: watch.faults,
    stop: async () => {
      await app.close().catch(() => undefined);
      await ended;
    },
  };
}

/** Waits until main has told the window what to show. */
async function loaded(page: Page): Promise<Page> {
  await page.waitForURL((url) => url.href !== 'about:blank' && !url.pathname.endsWith('/first.html'));
  await page.waitForLoadState('load');
  return page;
}

function watchPages() {
  const heard = { console: [] as string[], page: [] as string[], crashes: [] as string[] };
  const add = (page: Page) => {
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') heard.console.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => heard.page.push(error.stack ?? error.message));
    page.on('crash', () => heard.crashes.push(page.url()));
  };
  const faults = (): Faults => ({ console: [...heard.console], page: [...heard.page], crashes: [...heard.crashes] });
  return { add, faults };
}
