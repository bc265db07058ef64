import { setTimeout as pause } from 'node:timers/promises';
import type { PhoneAdapter } from '../../domain/adapter.ts';
import { awaitsTrust } from '../../domain/apple-facts.ts';
import type { Claim } from '../../domain/device.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { asWorkstationError, type ErrorCode, WorkstationError } from '../../domain/errors.ts';
import type { PortId } from '../../domain/ids.ts';
import type { PhoneView } from '../../domain/window-state.ts';
import type { Examined, JobDesk } from '../jobs/job-desk.ts';
import { phoneView } from './phone-view.ts';
import type { PortBoard } from './port-board.ts';

const READ_WITHIN_MS = 30_000;
const MOST_TRIES = 5;
const PAUSE_MS = 600;
const SIDE_BY_SIDE = 8;
// A person who is asked to unlock a phone or to tap Trust sees the answer on the board at once.
const TRUST_AGAIN_MS = 1_500;
// What a bad cable or a phone that just starts can do to a mere reading.
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'device.unplugged',
  'device.absent',
  'device.offline',
  'device.protocol',
  'device.timeout',
  'adb.server-down',
  'usbmuxd.absent',
  'usbmuxd.down',
]);

/** What is known of the phone on one Port from reading it. */
export interface Reading {
  readonly phone: PhoneView | 'reading' | null;
  readonly unreadable: RecordedError | null;
  readonly examined: Examined | null;
}

/** What readings need around them. */
export interface ReadingsParts {
  readonly board: PortBoard;
  readonly desk: JobDesk;
  readonly adapters: readonly PhoneAdapter[];
  /** Whether the phone on a Port may be read by itself now: never while a job works on it. */
  readonly mayRead: (port: PortId) => boolean;
  readonly onChange: (port: PortId) => void;
}

interface Held extends Reading {
  readonly mark: number;
}

const NOTHING: Reading = { phone: null, unreadable: null, examined: null };

/** Reads every phone once as soon as it can be read; a phone that leaves its Port takes its reading with it. */
export class PhoneReadings {
  readonly #parts: ReadingsParts;
  readonly #held = new Map<PortId, Held>();
  readonly #waiting = new Set<PortId>();
  readonly #stopped = new AbortController();
  #busy = 0;

  constructor(parts: ReadingsParts) {
    this.#parts = parts;
  }

  /** What was read of the phone that is on a Port now, and what can be done with it now. */
  at(port: PortId): Reading {
    const held = this.#held.get(port);
    if (held?.mark !== this.#parts.board.mark(port)) return NOTHING;
    // A phone that never left may be offered another way after a job that came to nothing.
    return held.examined ? { ...held, ...this.#shown(held.examined) } : held;
  }

  /** Looks at all Ports: forgets what has left, and reads what has come. */
  settle(): void {
    const { board } = this.#parts;
    for (const [port, { mark }] of this.#held) if (mark !== board.mark(port)) this.#held.delete(port);
    for (const { port } of board.all()) if (this.#isToRead(port)) this.#waiting.add(port);
    this.#next();
  }

  /** Forgets what was read of a phone before its job, where the end of the job has taken back what it was read with. */
  jobEnded(port: PortId): void {
    const held = this.#held.get(port);
    if (held?.examined && held.examined.adapter.release !== null) this.#held.delete(port);
  }

  /** Reads a phone now, because a person wants to; throws why it cannot be read. */
  async read(port: PortId, claim: Claim | null): Promise<Examined> {
    this.#waiting.delete(port);
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(READ_WITHIN_MS)]);
    const examined = await this.#parts.desk.examine(port, signal, claim);
    this.#keep(port, { ...this.#shown(examined), mark: examined.mark });
    void this.#readUntilTrusted(port, examined.mark);
    return examined;
  }

  /** Reads nothing any more. */
  close(): void {
    this.#stopped.abort(new WorkstationError('job.cancelled'));
    this.#waiting.clear();
  }

  #isToRead(port: PortId): boolean {
    const { board, adapters, mayRead } = this.#parts;
    const here = board.at(port);
    if (!here || this.#held.has(port) || this.#stopped.signal.aborted) return false;
    return adapters.some((one) => one.recognise(here) !== 'none') && mayRead(port);
  }

  #next(): void {
    for (const port of this.#waiting) {
      if (this.#busy >= SIDE_BY_SIDE) return;
      this.#waiting.delete(port);
      if (!this.#isToRead(port)) continue;
      this.#busy += 1;
      void this.#readByItself(port).finally(() => {
        this.#busy -= 1;
        this.#next();
      });
    }
  }

  async #readByItself(port: PortId): Promise<void> {
    const mark = this.#parts.board.mark(port);
    this.#keep(port, { ...NOTHING, phone: 'reading', mark });
    const found = await this.#tryToRead(port, mark);
    // Somebody else may have read it meanwhile, or it may have gone.
    const held = this.#held.get(port);
    if (held?.mark !== mark || held.phone !== 'reading') return;
    if (found === null) this.#held.delete(port);
    else this.#keep(port, { ...found, mark });
    if (found === null) this.#parts.onChange(port);
    else void this.#readUntilTrusted(port, mark);
  }

  /** Reads a phone again and again that waits for a person to trust this computer; each reading asks it once more. */
  async #readUntilTrusted(port: PortId, mark: number): Promise<void> {
    for (;;) {
      const before = this.#held.get(port);
      if (before?.mark !== mark || !before.examined || !awaitsTrust(before.examined.facts)) return;
      await pause(TRUST_AGAIN_MS, undefined, { ref: false });
      if (this.#held.get(port) !== before) return;
      const found = await this.#tryToRead(port, mark);
      if (found === null || this.#held.get(port) !== before) return;
      this.#keep(port, { ...found, mark });
    }
  }

  /** Null when the phone has gone, or a job has begun: then there is nothing to say. */
  async #tryToRead(port: PortId, mark: number): Promise<Reading | null> {
    const { board, desk, mayRead } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      if (this.#stopped.signal.aborted || board.mark(port) !== mark || !mayRead(port)) return null;
      try {
        const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(READ_WITHIN_MS)]);
        return this.#shown(await desk.examine(port, signal));
      } catch (thrown) {
        const error = asWorkstationError(thrown);
        const { code, facts } = error;
        if (!PASSING.has(code) || attempt >= MOST_TRIES) return { ...NOTHING, unreadable: { code, facts } };
        await pause(PAUSE_MS * attempt);
      }
    }
  }

  #shown(examined: Examined): Reading {
    return { phone: phoneView(examined, this.#parts.desk), unreadable: null, examined };
  }

  #keep(port: PortId, held: Held): void {
    this.#held.set(port, held);
    this.#parts.onChange(port);
  }
}
