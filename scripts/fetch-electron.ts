import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './find-electron.ts';

/** How long a fetch may show no byte, and how long a failed one is not tried again. */
export interface FetchPatience {
  readonly firstByteMs: number;
  readonly stallMs: number;
  readonly againAfterMs: number;
}

const patience: FetchPatience = { firstByteMs: 4_000, stallMs: 15_000, againAfterMs: 24 * 3_600_000 };

/**
 * Lets the electron package fetch its program once, as long as bytes arrive. Answers why there is none in the end, or null when
 * there is one. Never waits for a network that is not there: a silent fetch is ended after a few seconds, and in CI none is tried.
 */
export async function fetchElectron(
  project: string,
  env = process.env,
  { firstByteMs, stallMs, againAfterMs } = patience,
): Promise<string | null> {
  if (env['CI'] === 'true') return 'CI';
  const tool = join(project, 'node_modules/electron/install.js');
  if (!existsSync(tool)) return 'the electron package is not installed';
  const mark = join(project, 'out/electron-not-fetched');
  if (ageOf(mark) < againAfterMs) return 'it could not be fetched within the last day';
  const room = join(project, 'out/electron-fetch');
  const places = [room, join(project, 'node_modules/electron/dist')];
  mkdirSync(room, { recursive: true });
  try {
    const said = await watch(tool, { ...env, TMPDIR: room, TEMP: room, TMP: room }, { places, firstByteMs, stallMs });
    if (findElectron(env, project)) return null;
    writeFileSync(mark, said);
    return said;
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

interface Watched {
  readonly places: readonly string[];
  readonly firstByteMs: number;
  readonly stallMs: number;
}

/** Runs the fetch and resolves to its last words, or to why it was ended. */
function watch(tool: string, env: NodeJS.ProcessEnv, { places, firstByteMs, stallMs }: Watched): Promise<string> {
  const child = spawn(process.execPath, [tool], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const state = { said: '', bytes: places.map(bytesIn).join(), movedAt: Date.now(), limitMs: firstByteMs, ended: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    state.said += text;
  });
  const timer = setInterval(() => {
    const bytes = places.map(bytesIn).join();
    if (bytes !== state.bytes) Object.assign(state, { bytes, movedAt: Date.now(), limitMs: stallMs });
    if (Date.now() - state.movedAt <= state.limitMs) return;
    state.ended = 'no answer from the download host';
    child.kill('SIGKILL');
  }, 200);
  return new Promise((resolve) => {
    const end = (words: string) => {
      clearInterval(timer);
      resolve(words);
    };
    child.once('error', (error) => end(error.message));
    child.once('close', () => end(state.ended || shorten(state.said)));
  });
}

function shorten(said: string): string {
  const line = said.split('\n').find((one) => /\w*Error: /.test(one)) ?? said.split('\n')[0] ?? '';
  return line.replace(/^.*?Error: /, '').trim() || 'the fetch ended without a word';
}

function bytesIn(folder: string): number {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  } catch {
    // It is not there yet, or a file was just moved on.
    return 0;
  }
}

function ageOf(file: string): number {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return mtimeMs === undefined ? Number.POSITIVE_INFINITY : Date.now() - mtimeMs;
}
