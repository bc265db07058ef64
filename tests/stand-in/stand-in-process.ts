import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { TestNews } from './control.ts';
import { projectFolder } from './project-folder.ts';

const register = fileURLToPath(new URL('./register.ts', import.meta.url));
const patienceMs = 60_000;
const politeMs = 10_000;

/** A main that runs in Node 24 on the stand-in, and the pages of its Chromium. */
export interface StandInProcess {
  readonly pid: number;
  readonly ended: Promise<number | null>;
  firstWindow(): Promise<Page>;
  pages(): readonly Page[];
  onPage(listener: (page: Page) => void): void;
  evaluate(source: string, arg: unknown): Promise<unknown>;
  output(): { readonly stdout: string; readonly stderr: string };
  stop(): Promise<void>;
}

/** Starts an untouched main on the stand-in, as `node --import register.ts main.js`, with a line to it for tests. */
export async function startStandIn(
  mainFile: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<StandInProcess> {
  const child = spawn(process.execPath, ['--import', register, mainFile, ...args], {
    cwd: projectFolder,
    env: { ...env, HAKUSHI_STAND_IN_PORT: '1', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = collect(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  const line = openLine(child, ended);
  const listeners: ((page: Page) => void)[] = [];
  const connected = line.debugging.then(async (address) => {
    // Playwright's own wishes for theme and focus would hide what main sets.
    const browser = await chromium.connectOverCDP(address, { noDefaults: true });
    const context = browser.contexts()[0];
    if (!context) throw new Error('Chromium has no context');
    const add = (page: Page) => {
      for (const listener of listeners) listener(page);
    };
    context.on('page', add);
    context.pages().forEach(add);
    return { browser, context };
  });
  connected.catch(() => undefined);
  let context: BrowserContext | null = null;

  return {
    pid: child.pid ?? 0,
    ended,
    firstWindow: async () => {
      await within(line.window, 'the first window');
      context = (await within(connected, 'Chromium')).context;
      return context.pages()[0] ?? context.waitForEvent('page', { timeout: patienceMs });
    },
    pages: () => context?.pages() ?? [],
    onPage: (listener) => void listeners.push(listener),
    evaluate: line.evaluate,
    output,
    stop: async () => {
      await connected.then(
        ({ browser }) => browser.close(),
        () => undefined,
      );
      await quit(child, ended);
    },
  };
}

function collect(child: ChildProcess) {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  return () => ({ ...said });
}

function openLine(child: ChildProcess, ended: Promise<number | null>) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const debugging = Promise.withResolvers<string>();
  const window = Promise.withResolvers<void>();
  let next = 1;
  child.on('message', (news: TestNews) => {
    if ('debugging' in news) return debugging.resolve(news.debugging);
    if ('window' in news) return window.resolve();
    const asked = waiting.get(news.id);
    waiting.delete(news.id);
    if (news.error === undefined) asked?.resolve(news.value);
    else asked?.reject(new Error(`main threw: ${news.error}`));
  });
  for (const promise of [debugging.promise, window.promise]) promise.catch(() => undefined);
  void ended.then((code) => {
    const gone = new Error(`main has ended with ${code}`);
    debugging.reject(gone);
    window.reject(gone);
    for (const { reject } of waiting.values()) reject(gone);
  });
  const evaluate = (run: string, arg: unknown): Promise<unknown> => {
    const id = next++;
    const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
    child.send({ id, run, arg }, (error) => error && waiting.get(id)?.reject(error));
    return answer;
  };
  return { debugging: debugging.promise, window: window.promise, evaluate };
}

async function quit(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.connected) child.send({ quit: true }, () => undefined);
  const force = setTimeout(() => child.kill('SIGKILL'), politeMs);
  await ended;
  clearTimeout(force);
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${patienceMs / 1000} s`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
