import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { drained } from '../services/drained.ts';
import type { Answer } from './answer.ts';
import { answerCommand } from './commands/index.ts';
import { boundOverwriter } from './overwriter-bound.ts';
import { escapeForPrintf } from './prelude.ts';
import { PROCESS_MARK } from './processes.ts';
import type { VirtualPhone } from './virtual-phone.ts';

/** A shell that runs on a phone. */
export interface RunningShell {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  /** The exit code; 137 when something killed the shell. */
  readonly exitCode: Promise<number>;
  writeStdin(bytes: Uint8Array): Promise<void>;
  endStdin(): void;
  /** The host has left: output pipes close; what was received is still fed, and what is silent goes on running. */
  hostGone(): void;
}

/** Runs a command text of the host in a real /bin/sh inside the phone's own folder, with a nearly empty environment. */
export function startShell(phone: VirtualPhone, command: string, errors: 'apart' | 'merged' = 'apart'): RunningShell {
  phone.shellsRun += 1;
  const { root } = phone.storage;
  const merge = errors === 'merged' ? 'exec 2>&1\n' : '';
  const start = phone.storage.shell('/system/prelude', `${merge}${boundOverwriter(phone, command)}`);
  const child = spawn(start.program, start.args, {
    cwd: root,
    env: {
      PATH: start.path,
      HOME: start.home,
      PWD: start.home,
      TMPDIR: start.temporary,
      [PROCESS_MARK]: phone.mark,
    },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that a full medium ends the program that writes and not only the shell around it.
    detached: true,
  });
  const exitCode = new Promise<number>((resolve) => {
    child.on('error', () => resolve(126));
    child.on('exit', (code) => resolve(code ?? 137));
  });
  const requests = child.stdio[3] as Readable;
  const replies = child.stdio[4] as Writable;
  for (const pipe of [child.stdin, replies, requests]) pipe.on('error', () => undefined);
  serveRequests(phone, requests, replies);
  // The detached overwriter inherits these two; the shell's end is the end of their use.
  void exitCode.then(() => [requests, replies].forEach((pipe) => void pipe.destroy()));
  let roomBytes: number | null = null;
  return {
    stdout: unmapped(child.stdout, root),
    stderr: unmapped(child.stderr, root),
    exitCode,
    writeStdin: async (bytes) => {
      roomBytes = (roomBytes ?? phone.storage.writableBytes()) - bytes.length;
      if (roomBytes < 0) endGroup(child.pid);
      if (child.stdin.destroyed || child.stdin.write(bytes)) return;
      await drained(child.stdin);
    },
    endStdin: () => void child.stdin.end(),
    hostGone: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function serveRequests(phone: VirtualPhone, requests: Readable, replies: Writable): void {
  let held = '';
  requests.setEncoding('utf8');
  requests.on('data', (chunk: string) => {
    held += chunk;
    for (;;) {
      const parts = held.split('\0');
      const count = Number(parts[0]);
      // A script that writes nonsense to the descriptor loses its own answers, nothing else.
      if (parts.length > 1 && !/^\d{1,4}$/.test(parts[0] ?? '')) {
        requests.destroy();
        replies.destroy();
        return;
      }
      if (parts.length < 2 || parts.length < count + 2) return;
      held = parts.slice(count + 1).join('\0');
      const [name = '', ...args] = parts.slice(1, count + 1);
      const plain = args.map((arg) => phone.storage.unmapText(arg));
      reply(answerCommand(phone, name, plain), replies);
    }
  });
}

function reply(answer: Answer, replies: Writable): void {
  replies.write(`${answer.code} .${escapeForPrintf(answer.out)} .${escapeForPrintf(answer.err)}\n`);
  // What a command sets going (a reboot, say) must not overtake its own answer.
  if (answer.then) setTimeout(answer.then, 60);
}

/** Hides the real folder in whatever the shell prints, across the borders of chunks too. */
export async function* unmapped(source: AsyncIterable<Uint8Array>, root: string): AsyncGenerator<Uint8Array> {
  const secret = Buffer.from(root);
  let held = Buffer.alloc(0);
  try {
    for await (const chunk of source) {
      held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
      const pieces: Buffer[] = [];
      for (let at = held.indexOf(secret); at >= 0; at = held.indexOf(secret)) {
        pieces.push(held.subarray(0, at));
        held = held.subarray(at + secret.length);
      }
      const keep = tailThatMayBegin(held, secret);
      pieces.push(held.subarray(0, held.length - keep));
      held = held.subarray(held.length - keep);
      const ready = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
      if (ready !== undefined && ready.length > 0) yield ready;
    }
  } catch {
    // A pipe that was torn down with the stream has nothing more to say.
  }
  if (held.length > 0) yield held;
}

function tailThatMayBegin(bytes: Buffer, secret: Buffer): number {
  for (let length = Math.min(secret.length - 1, bytes.length); length > 0; length -= 1) {
    if (bytes.subarray(bytes.length - length).equals(secret.subarray(0, length))) return length;
  }
  return 0;
}
