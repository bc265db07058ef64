import { setTimeout as pause } from 'node:timers/promises';
import { asWorkstationError, type ErrorCode } from '../../../domain/errors.ts';
import type { ProcessLauncher } from '../../../domain/side-process.ts';
import { hasUsbBus, launchUsbProcess, type UsbProcess } from './launch-usb-process.ts';
import { UsbLine } from './usb-line.ts';
import type { UsbDeviceFacts } from './usb-messages.ts';

/** What the USB side sees now, or why it sees nothing: `usb.unavailable`, `usb.hung` or `usb.restarting`. */
export type UsbView =
  | { readonly up: true; readonly devices: readonly UsbDeviceFacts[] }
  | { readonly up: false; readonly why: ErrorCode };

/** All time limits of the keeper, in milliseconds, and how much a sound process may say. */
export interface UsbPatience {
  /** The first answer, the start of the process included. */
  readonly startMs: number;
  readonly answerMs: number;
  /** Lists are asked for this often even when no event came: without udev there are none. */
  readonly pollMs: number;
  /** How long to wait before looking again for a bus where there is none. */
  readonly lookAgainMs: number;
  readonly firstRestartMs: number;
  readonly longestRestartMs: number;
  /** A process that served this long is forgiven what went before. */
  readonly soundMs: number;
  readonly mostMessagesASecond: number;
}

/** What the keeper is made of; tests put other parts in. */
export interface UsbParts {
  readonly hasBus: () => boolean;
  readonly launch: () => UsbProcess;
  readonly patience: UsbPatience;
}

const REAL_PATIENCE: UsbPatience = {
  startMs: 10_000,
  answerMs: 3_000,
  pollMs: 2_000,
  lookAgainMs: 30_000,
  firstRestartMs: 500,
  longestRestartMs: 60_000,
  soundMs: 60_000,
  mostMessagesASecond: 200,
};

/** The parts that the product uses; how a process is started is for the program to say. */
export function realUsb(launch: ProcessLauncher): UsbParts {
  return { hasBus: hasUsbBus, launch: () => launchUsbProcess(launch), patience: REAL_PATIENCE };
}

/** Yields what one process sees until it fails or is stopped; returns why. */
async function* serve(line: UsbLine, patience: UsbPatience): AsyncGenerator<UsbView, ErrorCode, undefined> {
  try {
    for (let withinMs = patience.startMs; ; withinMs = patience.answerMs) {
      yield { up: true, devices: await line.list(withinMs) };
      await line.change(patience.pollMs);
    }
  } catch (error) {
    return asWorkstationError(error).code;
  } finally {
    line.end();
  }
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

async function untilGone(line: UsbLine, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([line.gone, stopped]);
}

/**
 * Keeps one USB process alive and yields what it sees, until the signal ends both. It never throws: whatever is wrong with
 * the USB side is a view. A process that fails is killed and started anew, later each time; never are there two of them.
 */
export async function* keepUsb(
  signal: AbortSignal,
  { hasBus, launch, patience }: UsbParts,
): AsyncGenerator<UsbView, void, undefined> {
  let failures = 0;
  while (!signal.aborted) {
    if (!hasBus()) {
      yield { up: false, why: 'usb.unavailable' };
      await rest(patience.lookAgainMs, signal);
      continue;
    }
    const startedAt = performance.now();
    const line = new UsbLine(launch(), signal, patience.mostMessagesASecond);
    const why = yield* serve(line, patience);
    if (signal.aborted) return;
    failures = performance.now() - startedAt > patience.soundMs ? 1 : failures + 1;
    yield { up: false, why };
    // A process stuck in the kernel cannot be killed; another beside it would only get stuck as well.
    await untilGone(line, signal);
    const backOff = Math.min(patience.longestRestartMs, patience.firstRestartMs * 2 ** (failures - 1));
    await rest(why === 'usb.unavailable' ? patience.lookAgainMs : backOff, signal);
  }
}
