import { setTimeout as pause } from 'node:timers/promises';
import { type ErrorCode, WorkstationError } from '../../../domain/errors.ts';
import type { ByteLink } from '../../links/byte-link.ts';
import { unlessAborted } from '../../links/deadline.ts';
import type { AdbWire } from './adb-wire.ts';
import { type AdbPhones, HeardList } from './heard-list.ts';
import { readBlock, request } from './smart-socket.ts';

/** The adb server's phones now, or why they cannot be known now (a catalogue code, `adb.…` most often). */
export type AdbTracking =
  | ({ readonly server: 'up' } & AdbPhones)
  | { readonly server: 'down'; readonly why: ErrorCode };

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;
const ANSWER_WITHIN_MS = 5_000;
const TRACK = 'host:track-devices-l';

/** How often a quiet server is asked whether it still lives, how long it may take to answer, and after how long its list is whole. */
export interface Pulse {
  readonly everyMs: number;
  readonly withinMs: number;
  readonly wholeAfterMs: number;
}

// A server that starts lets its first client wait at most 3 s for the phones (AOSP adb/adb.cpp, adb_wait_for_device_initialization):
// what it does not list some time after that is not attached to it.
const USUAL_PULSE: Pulse = { everyMs: 5_000, withinMs: ANSWER_WITHIN_MS, wholeAfterMs: 5_000 };

/** Asks the server for its version on a connection of its own; throws adb.server-old below 41. */
export async function askVersion(wire: AdbWire, signal: AbortSignal | undefined, withinMs: number): Promise<number> {
  const answer = await wire.ask('host:version', { signal, withinMs });
  if (!/^[0-9a-fA-F]{4}$/.test(answer)) {
    throw new WorkstationError('adb.foreign-reply', { what: answer.slice(0, 40) });
  }
  return Number.parseInt(answer, 16);
}

/** The oldest server version that will do: 41 = 0x29, which all servers since platform-tools 26 carry (AOSP adb/adb.h ADB_SERVER_VERSION). */
export const OLDEST_VERSION = 41;

/** Asks for the version and refuses servers that cannot do what we need (adb.server-old). */
export async function requireVersion(
  wire: AdbWire,
  signal: AbortSignal | undefined,
  withinMs: number,
): Promise<number> {
  const version = await askVersion(wire, signal, withinMs);
  if (version < OLDEST_VERSION) throw new WorkstationError('adb.server-old', { version });
  return version;
}

const UNSETTLED_EVERY_MS = 700;

/**
 * Yields each list. Servers tell of arrivals, but not of every change of state (29.0.6 keeps the step from offline to
 * unauthorized to itself until something else happens): while a phone is in between, the list is asked for as well.
 * And a server that hangs keeps its socket open and says nothing, just like a quiet one: so it is asked now and then. A list
 * that has become whole meanwhile is told again.
 */
async function* listings(
  wire: AdbWire,
  link: ByteLink,
  signal: AbortSignal,
  asking: Pulse,
): AsyncGenerator<AdbPhones, void, undefined> {
  const heard = new HeardList(asking.wholeAfterMs);
  const read = (): Promise<Uint8Array> => {
    const block = readBlock(link);
    block.catch(() => undefined);
    return block;
  };
  let block = read();
  for (;;) {
    const timer = new AbortController();
    const everyMs = heard.isSettled ? asking.everyMs : Math.min(asking.everyMs, UNSETTLED_EVERY_MS);
    const pulse = pause(everyMs, null, { signal: timer.signal }).catch(() => null);
    const first = await Promise.race([block, pulse]).finally(() => timer.abort());
    if (first !== null) {
      block = read();
      yield heard.take(Buffer.from(first).toString('utf8'));
      continue;
    }
    const { isSettled } = heard;
    if (isSettled) await requireVersion(wire, signal, asking.withinMs);
    const text = isSettled ? null : await wire.ask('host:devices-l', { signal, withinMs: asking.withinMs });
    const news = heard.takeNews(text);
    if (news) yield news;
  }
}

async function* trackOnce(
  wire: AdbWire,
  signal: AbortSignal,
  pulse: Pulse,
): AsyncGenerator<AdbTracking, void, undefined> {
  // One controller a connection: the tracker's own signal lives for weeks and must not collect a listener for each reconnection.
  const connection = new AbortController();
  const stop = (): void => connection.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let link: ByteLink | null = null;
  try {
    await requireVersion(wire, connection.signal, ANSWER_WITHIN_MS);
    link = await wire.open(connection.signal);
    await unlessAborted(
      request(link, TRACK),
      AbortSignal.any([connection.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    );
    for await (const listed of listings(wire, link, connection.signal, pulse)) yield { server: 'up', ...listed };
  } finally {
    link?.destroy();
    signal.removeEventListener('abort', stop);
  }
}

function reasonOf(error: unknown): ErrorCode {
  if (!(error instanceof WorkstationError)) return 'adb.server-down';
  return error.code.startsWith('adb.') ? error.code : 'adb.server-down';
}

/** Yields the phone list at each change, and `down` (once a reason) while the server cannot be asked; reconnects for ever with growing waits, until the signal fires, and then returns. */
export async function* trackPhones(
  wire: AdbWire,
  signal: AbortSignal,
  pulse: Pulse = USUAL_PULSE,
): AsyncGenerator<AdbTracking, void, undefined> {
  let waitMs = FIRST_WAIT_MS;
  let lastReason: ErrorCode | null = null;
  while (!signal.aborted) {
    try {
      for await (const tracking of trackOnce(wire, signal, pulse)) {
        waitMs = FIRST_WAIT_MS;
        lastReason = null;
        yield tracking;
      }
    } catch (error) {
      if (signal.aborted) return;
      const why = reasonOf(error);
      if (why !== lastReason) yield { server: 'down', why };
      lastReason = why;
    }
    await pause(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}
