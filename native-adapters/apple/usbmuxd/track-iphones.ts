import { setTimeout as pause } from 'node:timers/promises';
import { type ErrorCode, WorkstationError } from '../../../domain/errors.ts';
import type { MuxDevice } from './mux-messages.ts';
import type { Usbmuxd } from './usbmuxd.ts';

/** The phones that the daemon sees now, or why they cannot be known now; on Linux no daemon is the normal state of a bench without an iPhone. */
export type IphoneTracking =
  | { readonly daemon: 'up'; readonly devices: readonly MuxDevice[] }
  | { readonly daemon: 'down'; readonly why: ErrorCode };

/** How often a quiet daemon is asked whether it still lives, and how long it may take to answer. */
export interface MuxPulse {
  readonly everyMs: number;
  readonly withinMs: number;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;
const USUAL_PULSE: MuxPulse = { everyMs: 5_000, withinMs: 5_000 };

/**
 * Yields the phones at each change, and `down` (once a reason) while there is no daemon; connects again for ever, until the signal
 * fires, and then returns. Who is slow gets the newest state of a connection: a phone that left and came back meanwhile shows by its new
 * deviceId. Across two connections numbers say nothing, and `down` stands between them.
 */
export async function* trackIphones(
  usbmuxd: Usbmuxd,
  signal: AbortSignal,
  pulse: MuxPulse = USUAL_PULSE,
): AsyncGenerator<IphoneTracking, void, undefined> {
  let waitMs = FIRST_WAIT_MS;
  let lastReason: ErrorCode | null = null;
  while (!signal.aborted) {
    try {
      for await (const devices of trackOnce(usbmuxd, signal, pulse)) {
        waitMs = FIRST_WAIT_MS;
        lastReason = null;
        yield { daemon: 'up', devices };
      }
    } catch (error) {
      if (signal.aborted) return;
      const why = reasonOf(error);
      if (why !== lastReason) yield { daemon: 'down', why };
      lastReason = why;
    }
    await pause(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

function reasonOf(error: unknown): ErrorCode {
  return error instanceof WorkstationError && error.code === 'usbmuxd.absent' ? 'usbmuxd.absent' : 'usbmuxd.down';
}

/** Follows one connection; ends by the error that ended it. */
async function* trackOnce(
  usbmuxd: Usbmuxd,
  signal: AbortSignal,
  pulse: MuxPulse,
): AsyncGenerator<readonly MuxDevice[], void, undefined> {
  // One controller a connection: the tracker's own signal lives for weeks and must not collect a listener for each reconnection.
  const connection = new AbortController();
  const stop = (): void => connection.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const bench = new PhonesNow();
  const following = follow(usbmuxd, bench, connection.signal);
  const beating = beat(usbmuxd, pulse, connection.signal);
  const over = Promise.race([following, beating]).catch((error: unknown) => bench.end(error));
  try {
    for (;;) yield await bench.next();
  } finally {
    connection.abort();
    signal.removeEventListener('abort', stop);
    await Promise.allSettled([following, beating, over]);
  }
}

/** Keeps the state in step with the events, whoever looks at it and when. */
async function follow(usbmuxd: Usbmuxd, bench: PhonesNow, signal: AbortSignal): Promise<never> {
  for await (const event of usbmuxd.listen(signal)) {
    // The list is asked for after the daemon agreed to tell changes, so that nothing falls between the two.
    if (event === null) usbmuxd.listDevices({ signal, withinMs: USUAL_PULSE.withinMs }).then(bench.begin, bench.end);
    else if (event.is === 'attached') bench.attach(event.device);
    else bench.detach(event.deviceId);
  }
  throw new WorkstationError('usbmuxd.down', { reason: 'closed' });
}

/** A daemon that hangs keeps its socket open and says nothing, just like a quiet one: so it is asked now and then. */
async function beat(usbmuxd: Usbmuxd, pulse: MuxPulse, signal: AbortSignal): Promise<never> {
  for (;;) {
    await pause(pulse.everyMs, undefined, { signal });
    await usbmuxd.readBuid({ signal, withinMs: pulse.withinMs });
  }
}

/** The phones of one connection, from its first list on; only the newest state is kept. */
class PhonesNow {
  readonly #devices = new Map<number, MuxDevice>();
  readonly #gone = new Set<number>();
  #hasBegun = false;
  #isNews = false;
  #failure: { readonly reason: unknown } | null = null;
  #wake: () => void = () => undefined;

  /** Takes the first list. While a daemon lives it never uses a number twice, so a phone that left since then does not come back by it. */
  readonly begin = (devices: readonly MuxDevice[]): void => {
    for (const device of devices) if (!this.#gone.has(device.deviceId)) this.#devices.set(device.deviceId, device);
    this.#gone.clear();
    this.#hasBegun = true;
    this.#changed();
  };

  readonly end = (reason: unknown): void => {
    this.#failure ??= { reason };
    this.#wake();
  };

  attach(device: MuxDevice): void {
    const known = this.#devices.get(device.deviceId);
    this.#devices.set(device.deviceId, device);
    if (JSON.stringify(known) !== JSON.stringify(device)) this.#changed();
  }

  detach(deviceId: number): void {
    if (!this.#hasBegun) this.#gone.add(deviceId);
    if (this.#devices.delete(deviceId)) this.#changed();
  }

  /** Promises the state once it differs from what was handed out last; rejects once the connection is over. */
  async next(): Promise<readonly MuxDevice[]> {
    while (!(this.#hasBegun && this.#isNews)) {
      if (this.#failure !== null) throw this.#failure.reason;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure !== null) throw this.#failure.reason;
    this.#isNews = false;
    return [...this.#devices.values()];
  }

  #changed(): void {
    this.#isNews = true;
    this.#wake();
  }
}
