import { spawn } from 'node:child_process';
import { WorkstationError } from '../../domain/errors.ts';
import type { JsonObject } from '../../domain/json.ts';

/** How one tool is started: a program with its arguments, in the tool's own folder. */
export interface ToolCommand {
  readonly id: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** How long a tool may take, and what stops it earlier. */
export interface ToolLimits {
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** The most that a tool may say in one answer: a report of 12 MiB as base64, and some words. */
const MOST_BYTES = 17 * 1024 * 1024;
// What a program needs to start at all; nothing else of this program's surroundings is a tool's business.
const PASSED_ON = [
  ...['PATH', 'HOME', 'TMPDIR', 'LANG', 'DISPLAY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR'],
  ...['SystemRoot', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'ProgramData', 'TEMP', 'TMP'],
];

/**
 * Starts a tool without a shell, hands it one line of JSON on standard input and reads one line of JSON from standard output; the
 * tool is killed afterwards, and when it takes too long, says too much or the signal ends it. Throws `chip.tool-failed`.
 */
export function askTool(command: ToolCommand, question: JsonObject, limits: ToolLimits): Promise<unknown> {
  const { id, program, args, folder } = command;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const child = spawn(program, [...args], {
      cwd: folder,
      env: Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      // A group of its own, so that what the tool has started ends with it.
      detached: process.platform !== 'win32',
    });
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      limits.signal.removeEventListener('abort', stopped);
      killAll(child);
      finish();
    };
    const fail = (what: string): void =>
      end(() => reject(new WorkstationError('chip.tool-failed', { tool: id, what })));
    const stopped = (): void => fail('stopped');
    const timer = setTimeout(() => fail('took too long'), limits.withinMs);
    limits.signal.addEventListener('abort', stopped, { once: true });
    child.once('error', ({ message }) => fail(message.slice(0, 200)));
    child.once('close', (code) => fail(`ended without an answer (${code ?? 'killed'})`));
    child.stdin.on('error', () => undefined);
    child.stdout.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_BYTES) return fail('said too much');
      const at = chunk.indexOf(10);
      chunks.push(at < 0 ? chunk : chunk.subarray(0, at));
      if (at < 0) return;
      const answer = parsed(Buffer.concat(chunks).toString('utf8'));
      if (answer === undefined) fail('did not answer in JSON');
      else end(() => resolve(answer));
    });
    if (limits.signal.aborted) return stopped();
    child.stdin.end(`${JSON.stringify({ protocol: 1, ...question })}\n`);
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function killAll(child: ReturnType<typeof spawn>): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already, and all that it had started.
  }
}
