import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type PhoneProcess, processesOf, signalProcess } from '../phone/processes.ts';
import type { VirtualPhone } from '../phone/virtual-phone.ts';

const GLANCE_MS = 2;
const PATIENCE_MS = 60_000;
const SETTLE_S = 600;

/** What a fault sees of an overwriter at work on a phone's storage. */
export interface FillView {
  /** Non-empty fill files, oldest name first, as real paths. */
  readonly files: readonly string[];
  /** The newest status text; empty when there is none. */
  readonly status: string;
  /** Where the overwriter looks for the file that ends its wait before the read-back; null while there is no status. */
  readonly settled: string | null;
}

/** Looks at the overwriter's folder and status file (docs: the overwriter's command line) once. */
export function viewFill(phone: VirtualPhone): FillView {
  const ground = join(phone.storage.root, 'data/local/tmp');
  let files: string[] = [];
  let status = '';
  let settled: string | null = null;
  for (const name of list(ground)) {
    if (!name.startsWith('.hakushi-')) continue;
    const path = join(ground, name);
    if (name.endsWith('.status')) {
      status = read(path);
      settled = path.replace(/\.status$/, '.settled');
    } else
      files = [
        ...files,
        ...list(path)
          .map((file) => join(path, file))
          .filter(hasBytes),
      ];
  }
  return { files: files.sort(), status, settled };
}

/** Waits until an overwriter has begun to fill; null when it does not happen before the rack stops. */
export function fillBegun(phone: VirtualPhone, stopped: AbortSignal): Promise<FillView | null> {
  return seen(phone, stopped, ({ files }) => files.length > 0);
}

/** Waits until an overwriter whose command says `waitingBeforeReadBack` has written everything; null as with `fillBegun`. */
export function fillWritten(phone: VirtualPhone, stopped: AbortSignal): Promise<FillView | null> {
  return seen(phone, stopped, ({ status }) => /"phase":\s*"settle"/.test(status));
}

/** Returns the command with a wait between the last write and the first read, so that no run is over before a fault had its turn. */
export function waitingBeforeReadBack(command: string): string {
  return command.replace(/["']?--job\b/, (job) => `--settle ${SETTLE_S} ${job}`);
}

/** Ends the wait of `waitingBeforeReadBack`. */
export function letReadBack({ settled }: FillView): void {
  if (settled !== null) writeFileSync(settled, '');
}

async function seen(
  phone: VirtualPhone,
  stopped: AbortSignal,
  isSeen: (view: FillView) => boolean,
): Promise<FillView | null> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!stopped.aborted && Date.now() < deadline) {
    const view = viewFill(phone);
    if (isSeen(view)) return view;
    await delay(GLANCE_MS);
  }
  return null;
}

/** Returns the overwriter's processes on that phone. */
export function overwritersOn(phone: VirtualPhone): PhoneProcess[] {
  return processesOf(phone.mark).filter(({ commandLine }) => commandLine.some((word) => /^\S*overwriter$/.test(word)));
}

/** Sends a signal to every overwriter on that phone. */
export function signalOverwriters(phone: VirtualPhone, signal: NodeJS.Signals): void {
  for (const { pid } of overwritersOn(phone)) signalProcess(pid, signal);
}

function list(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

function hasBytes(path: string): boolean {
  try {
    const facts = statSync(path);
    return facts.isFile() && facts.size > 0;
  } catch {
    return false;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
