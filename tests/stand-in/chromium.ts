import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findChromium } from '../../scripts/find-chromium.ts';
import { type CdpConnection, type CdpSession, connectPipe } from './cdp-pipe.ts';
import type { StandInOptions } from './options.ts';

/** A page of Chromium that one BrowserWindow holds. */
export interface Page {
  readonly targetId: string;
  readonly session: CdpSession;
}

/** A running Chromium with nothing in it but the pages that were asked for; whatever opens by itself is closed. */
export interface Chromium {
  readonly browser: CdpSession;
  readonly screen: { readonly width: number; readonly height: number };
  readonly closed: Promise<void>;
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

interface Attached {
  readonly sessionId: string;
  readonly targetInfo: { readonly targetId: string; readonly type: string };
}

// A browser's offers have no place over a workstation: to translate it, to keep PINs as passwords, to fill in names.
const quiet = {
  translate: { enabled: false },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
};
const screenSize = { width: 1920, height: 1080 };
/** The empty page that a window on the screen shows until it is told what to load. */
export const firstPage = new URL('./page/first.html', import.meta.url).href;
const profileMark = 'hakushi-window-';
const startLimitMs = 30_000;

// Hakushi is offline, so nothing is looked up; the rest keeps Chromium from talking to its maker, from asking and from
// slowing down windows that are covered. One process for all frames, so that one session hears of every frame.
const always = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--disable-site-isolation-trials',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--no-proxy-server',
  '--password-store=basic',
  '--use-mock-keychain',
  '--hide-crash-restore-bubble',
  // Electron lets file: pages load modules beside them; Chromium asks for this switch.
  '--allow-file-access-from-files',
  '--remote-debugging-pipe',
];

/** Starts Chromium with a profile of its own that is removed with it. `tell` hears the address of the debugging port, if there is one. */
export async function startChromium(options: StandInOptions, tell: (address: string) => void): Promise<Chromium> {
  const program = options.chromium ?? findChromium();
  if (!program) throw new Error('There is no Chromium on this machine, so the Electron stand-in has no window.');
  sweepProfiles();
  const profile = mkdtempSync(join(tmpdir(), `${profileMark}${process.pid}-`));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(quiet));
  const child = spawn(program, switches(options, profile), { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  const said = listen(child, options, tell);
  const cdp = connectPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  child.once('error', () => child.stdio[4]?.destroy());
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const closed = Promise.all([cdp.closed, exited]).then(() =>
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 }),
  );
  const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
  try {
    await cdp.browser.send('Browser.getVersion');
    return await describeChromium(cdp, { closed, headed: options.headed, child });
  } catch (error) {
    child.kill('SIGKILL');
    await closed;
    throw new Error(`Chromium (${program}) did not start. ${said().slice(-2000)}`, { cause: error });
  } finally {
    clearTimeout(limit);
  }
}

// A main that was killed could not take its profile with it.
function sweepProfiles(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(profileMark) ? Number.parseInt(name.slice(profileMark.length), 10) : Number.NaN;
    if (pid > 0 && !isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function switches(options: StandInOptions, profile: string): readonly string[] {
  return [
    ...always,
    `--user-data-dir=${profile}`,
    `--lang=${options.locale}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(options.port ? ['--remote-debugging-port=0', '--remote-debugging-address=127.0.0.1'] : []),
    ...(options.headed
      ? [`--app=${firstPage}`, '--test-type', '--ozone-platform-hint=auto']
      : ['--headless=new', '--no-startup-window', `--screen-info={${screenSize.width}x${screenSize.height}}`]),
  ];
}

function listen(child: ChildProcess, options: StandInOptions, tell: (address: string) => void): () => string {
  let said = '';
  let told = !options.port;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-20_000);
    const address = told ? undefined : /DevTools listening on (ws:\S+)\s/.exec(said)?.[1];
    if (address === undefined) return;
    told = true;
    tell(address);
  });
  return () => said;
}

/**
 * A page that nobody here asked for is a popup. It is held before its first byte. It must run on before it is closed: while it
 * waits, so does the page that opened it, and closing it would leave that one waiting.
 */
async function closeStray(cdp: CdpConnection, { sessionId, targetInfo }: Attached): Promise<void> {
  const popup = cdp.session(sessionId);
  const held = popup.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  const runs = popup.send('Runtime.runIfWaitingForDebugger');
  await Promise.allSettled([held, runs]);
  await cdp.browser.send('Target.closeTarget', { targetId: targetInfo.targetId });
}

interface Running {
  readonly closed: Promise<void>;
  readonly headed: boolean;
  readonly child: ChildProcess;
}

async function describeChromium(cdp: CdpConnection, running: Running): Promise<Chromium> {
  const { browser } = cdp;
  const attached = new Map<string, Attached>();
  const adopted = new Set<string>();
  let first: Attached | null = null;
  let arrived: () => void = () => undefined;
  const firstArrived = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let opening = 0;

  const closeStrays = () => {
    if (opening > 0) return;
    for (const stray of attached.values()) {
      if (adopted.has(stray.targetInfo.targetId) || stray === first) continue;
      attached.delete(stray.targetInfo.targetId);
      closeStray(cdp, stray).catch(() => undefined);
    }
  };
  browser.on('Target.attachedToTarget', (params) => {
    const one = params as unknown as Attached;
    attached.set(one.targetInfo.targetId, one);
    if (running.headed && !first) {
      first = one;
      arrived();
    }
    closeStrays();
  });
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
  await browser.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
  if (running.headed) await firstArrived;

  const adopt = async (one: Attached): Promise<Page> => {
    adopted.add(one.targetInfo.targetId);
    const session = cdp.session(one.sessionId);
    await session.send('Runtime.runIfWaitingForDebugger');
    return { targetId: one.targetInfo.targetId, session };
  };
  const openPage = async (): Promise<Page> => {
    if (first && !adopted.has(first.targetInfo.targetId)) return adopt(first);
    opening += 1;
    try {
      const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', newWindow: true });
      adopted.add(String(targetId));
      const one = attached.get(String(targetId));
      if (!one) throw new Error('Chromium opened a page and did not attach to it');
      return await adopt(one);
    } finally {
      opening -= 1;
      closeStrays();
    }
  };
  const close = async () => {
    const limit = setTimeout(() => running.child.kill('SIGKILL'), 5_000);
    await browser.send('Browser.close').catch(() => undefined);
    await running.closed;
    clearTimeout(limit);
  };
  return { browser, screen: screenSize, closed: running.closed, openPage, close };
}
