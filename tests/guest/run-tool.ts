import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a finished program wrote, as text. */
export interface ToolOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings of one run; `withinMs` ends the program when it takes longer. */
export interface ToolSettings {
  readonly cwd?: string;
  readonly withinMs?: number;
}

/** Runs a system program to its end; rejects with the program's own words when its exit code is not zero. */
export async function runTool(
  program: string,
  args: readonly string[],
  settings: ToolSettings = {},
): Promise<ToolOutput> {
  try {
    return await execute(program, [...args], {
      timeout: settings.withinMs ?? 60_000,
      maxBuffer: 64 << 20,
      ...(settings.cwd === undefined ? {} : { cwd: settings.cwd }),
    });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new Error(`${program} ${args.join(' ')} failed: ${said}`, { cause });
  }
}
