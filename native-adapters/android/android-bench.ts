import { setTimeout as pause } from 'node:timers/promises';
import type { StepContext } from '../../domain/adapter.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { Patience } from '../patience.ts';
import type { AdbPhone } from './adb/adb-phone.ts';
import type { AdbServer } from './adb/adb-server.ts';
import type { ByteTally } from './adb/byte-tally.ts';
import type { HearExchange } from './adb/exchange.ts';

/** What all Android steps work with: the adb server, the folder of the overwriter's binaries, patience, the byte count. */
export interface AndroidBench {
  readonly adb: AdbServer;
  readonly overwriterFolder: string;
  readonly patience: Patience;
  readonly tally: ByteTally;
  /** Who hears what phones are asked and answer, if anybody. */
  readonly hear?: HearExchange | null;
}

/** The time limit of one short command. */
export const COMMAND_WITHIN_MS = 20_000;

/** The phone that is on the job's port now; throws `device.unplugged` when there is none. */
export function phoneOn(bench: AndroidBench, context: StepContext): AdbPhone {
  const { transport } = context.attachment();
  if (transport === null) throw new WorkstationError('device.offline');
  return bench.adb.phone(transport, bench.tally, bench.hear);
}

const LOST = new Set([
  'device.unplugged',
  'device.absent',
  'device.offline',
  'adb.server-down',
  'device.timeout',
  'device.protocol',
]);
const MOST_TRIES = 5;
// adb lists a phone for a moment after its cable was pulled; without a pause all tries would be spent in that moment.
const PAUSE_MS = 250;

/** Tells whether an error means that the connection was lost, not that the phone answered something bad. */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof WorkstationError && LOST.has(error.code);
}

/** Tells whether the phone itself refused a service. */
export function isRefusal(error: unknown): boolean {
  return error instanceof WorkstationError && error.code === 'device.refused';
}

/**
 * Runs something that may be repeated without harm (a read, a poll) and repeats it when the connection was lost and the
 * phone came back to its port within the patience: a killed adb server or a re-plugged cable is not a failure.
 */
export async function steadily<T>(
  bench: AndroidBench,
  context: StepContext,
  work: (phone: AdbPhone) => Promise<T>,
): Promise<T> {
  let answered = 0;
  let givesUpAt: number | null = null;
  for (;;) {
    try {
      return await work(phoneOn(bench, context));
    } catch (error) {
      if (!isConnectionLoss(error) || context.signal.aborted) throw error;
      // Who answers badly again and again is not gone; who is gone may take its time to come back.
      answered += isGone(error) ? 0 : 1;
      givesUpAt ??= performance.now() + bench.patience.reconnectMs;
      if (answered >= MOST_TRIES || performance.now() > givesUpAt) throw error;
      await pause(PAUSE_MS, undefined, { signal: context.signal });
      await waitForPort(bench, context, error);
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof WorkstationError && error.code !== 'device.timeout' && error.code !== 'device.protocol';
}

async function waitForPort(bench: AndroidBench, context: StepContext, lost: unknown): Promise<void> {
  try {
    await context.awaitReturn(null, ['android'], bench.patience.reconnectMs);
  } catch (error) {
    if (error instanceof WorkstationError && error.code === 'device.not-returned') {
      throw new WorkstationError('device.unplugged', {}, { cause: lost });
    }
    throw error;
  }
}

/** Runs a shell command that may be repeated without harm and returns its text and exit code; null = not known. */
export async function readOnly(
  bench: AndroidBench,
  context: StepContext,
  command: string,
  withinMs: number = COMMAND_WITHIN_MS,
): Promise<{ text: string; exitCode: number | null }> {
  return steadily(bench, context, async (phone) => {
    const result = await phone.shell(command, { signal: context.signal, withinMs });
    return { text: new TextDecoder().decode(result.stdout).replaceAll('\r', ''), exitCode: result.exitCode };
  });
}
