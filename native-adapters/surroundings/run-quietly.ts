import { spawn } from 'node:child_process';

const MOST_BYTES = 8 * 1024 * 1024;

/** What a command wrote, whether it came to its end with exit code 0, and whether it was given up or never ran. */
export interface Ran {
  readonly text: string;
  readonly isComplete: boolean;
  readonly isGivenUp: boolean;
}

/**
 * Runs a command that changes nothing, without a shell or a window; never throws. When its time is over or the signal fires it
 * is killed and not waited for, because a process that waits inside the kernel may outlive even that.
 */
export async function runQuietly(
  command: readonly [string, ...string[]],
  { signal, withinMs }: { readonly signal: AbortSignal; readonly withinMs: number },
): Promise<Ran> {
  const [program, ...words] = command;
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Uint8Array[] = [];
    let size = 0;
    const end = (isComplete: boolean, isGivenUp: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve({ text: Buffer.concat(chunks).toString('utf8'), isComplete, isGivenUp });
    };
    const giveUp = (): void => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.unref();
      end(false, true);
    };
    const timer = setTimeout(giveUp, withinMs);
    signal.addEventListener('abort', giveUp, { once: true });
    child.stdout.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) giveUp();
    });
    child.on('error', () => end(false, true));
    child.once('close', (code) => end(code === 0, code === null));
    if (signal.aborted) giveUp();
  });
}
