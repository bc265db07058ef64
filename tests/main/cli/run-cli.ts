import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const CLI = join(PROJECT, 'main/cli.ts');
/** A port of this computer on which nothing listens, for the adb server that is not there. */
export const DEAD_ADB = '127.0.0.1:9';

/** How a command ended and what it said. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs: what it has said so far, and how to answer it or stop it. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Said>;
  said(): Said;
  until(stream: 'stdout' | 'stderr', what: RegExp, withinMs?: number): Promise<void>;
}

/** A folder for one test file, removed after it. */
export function folderForTests(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the command line as a person would, in a home of its own. */
export function start(words: readonly string[], options: { readonly env?: object; readonly home: string }): Running {
  const env = {
    ...process.env,
    HOME: options.home,
    LANG: 'ja_JP.UTF-8',
    LC_ALL: '',
    NODE_NO_WARNINGS: '1',
    ...options.env,
  };
  const child = spawn(process.execPath, [CLI, ...words], { cwd: options.home, env, stdio: 'pipe' });
  const said = { stdout: '', stderr: '', code: null as number | null };
  const waiting = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      for (const look of waiting) look();
    });
  }
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Said>((resolve) => {
    child.once('close', (code) => {
      said.code = code;
      for (const look of waiting) look();
      resolve({ ...said });
    });
  });
  const until = (stream: 'stdout' | 'stderr', what: RegExp, withinMs = 60_000): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (error: Error | null): void => {
        clearTimeout(timer);
        waiting.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const missing = (why: string): Error => new Error(`${why}: ${what} in ${JSON.stringify(said)}`);
      const look = (): void => {
        if (what.test(said[stream])) end(null);
        else if (child.exitCode !== null && said.code !== null) end(missing('the command ended without'));
      };
      const timer = setTimeout(() => end(missing('waited too long for')), withinMs);
      waiting.add(look);
      look();
    });
  return { child, ended, said: () => ({ ...said }), until };
}

/** Runs a command to its end with nothing on its standard input. */
export async function run(
  words: readonly string[],
  options: { readonly env?: object; readonly home: string },
): Promise<Said> {
  const running = start(words, options);
  running.child.stdin.end();
  return running.ended;
}

/** The one JSON object of an answer; throws when stdout holds anything else. */
export function only(said: Said): Record<string, unknown> {
  if (!/^\{.*\}\n$/s.test(said.stdout) || said.stdout.indexOf('\n') !== said.stdout.length - 1) {
    throw new Error(`not one JSON object on one line: ${JSON.stringify(said)}`);
  }
  return JSON.parse(said.stdout) as Record<string, unknown>;
}

/** The processes on this machine whose command line or folder names a text. */
export function processesOf(text: string): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) throw new Error('this needs /proc');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandLine(pid))
    .filter((line) => line.includes(text));
}

function commandLine(pid: string): string {
  try {
    return `${readFileSync(`/proc/${pid}/cmdline`, 'utf8')} ${readFileSync(`/proc/${pid}/environ`, 'utf8')}`;
  } catch {
    return '';
  }
}
