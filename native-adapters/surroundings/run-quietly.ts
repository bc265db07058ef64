import { execFile } from 'node:child_process';

const MOST_BYTES = 8 * 1024 * 1024;

/** What a command wrote, whether it came to its end with exit code 0, and whether it was ended by force or never ran. */
export interface Ran {
  readonly text: string;
  readonly isComplete: boolean;
  readonly isKilled: boolean;
}

/** Runs a command that changes nothing, without a shell or a window, and ends it by force when its time is over or the signal fires; never throws. */
export async function runQuietly(
  command: readonly [string, ...string[]],
  limits: { readonly signal: AbortSignal; readonly withinMs: number },
): Promise<Ran> {
  const [program, ...words] = command;
  return new Promise((resolve) => {
    const options = {
      signal: limits.signal,
      timeout: limits.withinMs,
      killSignal: 'SIGKILL',
      maxBuffer: MOST_BYTES,
      windowsHide: true,
      encoding: 'utf8',
    } as const;
    const child = execFile(program, words, options, (error, text) =>
      resolve({ text, isComplete: error === null, isKilled: error !== null && typeof error.code !== 'number' }),
    );
    child.stdin?.end();
  });
}
