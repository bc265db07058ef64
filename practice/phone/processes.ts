import { readdirSync, readFileSync } from 'node:fs';

/** Name of the environment variable that marks every process which a practice phone has started. */
export const PROCESS_MARK = 'HAKUSHI_PRACTICE_PHONE';

/** A process that runs "on" a practice phone. */
export interface PhoneProcess {
  readonly pid: number;
  readonly commandLine: readonly string[];
}

/** Returns the processes that carry this phone's mark, detached ones too; empty where the host has no /proc. */
export function processesOf(mark: string): PhoneProcess[] {
  const wanted = `${PROCESS_MARK}=${mark}`;
  const found: PhoneProcess[] = [];
  for (const name of numericNames()) {
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(wanted)) continue;
      const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').slice(0, -1);
      found.push({ pid: Number(name), commandLine });
    } catch {
      // The process ended, or belongs to another user and so cannot be ours.
    }
  }
  return found;
}

function numericNames(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Sends a signal to one process; false when it is already gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Kills everything that runs on that phone, as losing power does. */
export function killProcessesOf(mark: string): void {
  for (const { pid } of processesOf(mark)) signalProcess(pid, 'SIGKILL');
}
