import { setImmediate as turn } from 'node:timers/promises';
import { afterEach } from 'vitest';
import type { ChipKind, ChipTrouble, FreshReading } from '../../../domain/chip.ts';
import type { ReaderView } from '../../../domain/chip-view.ts';
import { type ErrorCode, WorkstationError } from '../../../domain/errors.ts';
import { readerId } from '../../../domain/ids.ts';
import type {
  ContactlessReader,
  ReaderAdapter,
  ReaderSighting,
  ReaderSource,
  ReadersSeen,
} from '../../../domain/reader.ts';
import type { ReadersSide } from '../../../main/readers/field-watch.ts';
import type { Sensed } from '../../../main/readers/placement.ts';
import { ReaderDesk } from '../../../main/readers/reader-desk.ts';
import type { ReadingTeller } from '../../../main/readers/reading-view.ts';

/** A chip's number. */
export const NUMBER_A = '0123456789abcdef';
/** Another chip's number. */
export const NUMBER_B = '0111111111112222';

/** An RC-S380 at a place, unless another product is named. */
export const sightingAt = (place: string, productId = 0x06c1): ReaderSighting => ({
  reader: readerId(place),
  vendorId: 0x054c,
  productId,
  serial: '0001',
  name: null,
});

/** A reading with these troubles, of a chip of this kind. */
export function readingOf(
  idm: string | null,
  troubles: readonly ChipTrouble[] = [],
  kind: ChipKind = 'phone',
): FreshReading {
  const chip = idm === null ? null : { kind, pmm: '0118b6aa428485d0', icCode: 0x18, romType: 1 };
  return {
    idm,
    log: [],
    reading: {
      reader: { model: 'rc-s380', firmware: '1.11', serial: null },
      scan: 'full',
      startedAt: '2026-01-01T00:00:00.000Z',
      tookMs: 500,
      chip,
      systemList: [0xfe00],
      systems: [{ code: 0xfe00, seenBy: 'both', nodes: [], isWhole: true, blocks: null }],
      container: null,
      troubles,
      frames: 1,
      logSha256: '0'.repeat(64),
    },
  };
}

/** What lies on one reader of these tests, and what its driver does. */
export class OnReader {
  /** Each look takes the first; the last one stays. */
  looks: Sensed[] = [{ is: 'nothing' }];
  /** Each reading takes the first; the last one stays. */
  readings: (FreshReading | ErrorCode)[] = [readingOf(NUMBER_A)];
  /** What opening throws, first first; afterwards it opens. */
  refusals: ErrorCode[] = [];
  fails: ErrorCode | null = null;
  readonly did: string[] = [];
  onRead: () => void = () => undefined;

  lay(...idms: readonly string[]): void {
    this.looks = idms.map((idm) => ({ is: 'one', idm }));
  }

  take(): void {
    this.looks = [{ is: 'nothing' }];
  }
}

/** Readers at places, with a clock that runs only while somebody waits. */
export class ReadersForTest {
  readonly at = new Map<string, OnReader>();
  readonly #readers = new Map<ContactlessReader, OnReader>();
  #tellSeen: (seen: ReadersSeen) => void = () => undefined;
  #queue: ReadersSeen[] = [];
  nowMs = 1_000_000;
  /** By how much somebody set the clock on, in milliseconds. */
  setAheadMs = 0;
  readonly waits: number[] = [];

  readonly source: ReaderSource = {
    watch: (signal) => this.#watch(signal),
    open: async (sighting) => {
      const on = this.on(sighting.reader);
      on.did.push('open');
      const refusal = on.refusals.shift();
      if (refusal) throw new WorkstationError(refusal);
      return {
        write: async () => undefined,
        read: async () => null,
        close: async () => void on.did.push('transport closed'),
      };
    },
  };

  readonly adapter: ReaderAdapter = {
    manifest: {
      id: 'rc-s380',
      products: [{ vendorId: 0x054c, productId: 0x06c1, name: 'RC-S380/S' }],
      limits: [],
      seenOn: [],
    },
    recognise: ({ productId }) => productId === 0x06c1,
    open: async (_, sighting) => {
      const on = this.on(sighting.reader);
      const reader: ContactlessReader = {
        model: 'rc-s380',
        firmware: '1.11',
        serial: sighting.serial,
        mostFrameBytes: 255,
        exchange: async () => ({ is: 'silent' }),
        resetField: async () => undefined,
        close: async () => void on.did.push('close'),
      };
      this.#readers.set(reader, on);
      return reader;
    },
  };

  readonly side: ReadersSide = {
    now: () => this.nowMs + this.setAheadMs,
    steady: () => this.nowMs,
    pause: async (ms, signal) => {
      this.waits.push(ms);
      await turn(undefined, { signal });
      this.nowMs += ms;
    },
    senseChip: async (reader, signal) => {
      const on = this.#of(reader);
      signal.throwIfAborted();
      if (on.fails) throw new WorkstationError(on.fails);
      on.did.push('look');
      const [first = { is: 'nothing' as const }, ...rest] = on.looks;
      if (rest.length > 0) on.looks = rest;
      return first;
    },
    readChip: async (reader, { scan, signal }) => {
      const on = this.#of(reader);
      signal.throwIfAborted();
      on.did.push(`read ${scan}`);
      on.onRead();
      const [first, ...rest] = on.readings;
      if (rest.length > 0) on.readings = rest;
      if (typeof first === 'string') throw new WorkstationError(first);
      if (!first) throw new Error('no reading is left');
      return { ...first, reading: { ...first.reading, scan } };
    },
  };

  on(place: string): OnReader {
    const on = this.at.get(place) ?? new OnReader();
    this.at.set(place, on);
    return on;
  }

  see(...sightings: readonly ReaderSighting[]): void {
    this.#tellSeen({ up: true, readers: sightings });
  }

  seeNothing(why: ErrorCode): void {
    this.#tellSeen({ up: false, why });
  }

  #of(reader: ContactlessReader): OnReader {
    const on = this.#readers.get(reader);
    if (!on) throw new Error('a reader that nobody opened');
    return on;
  }

  async *#watch(signal: AbortSignal): AsyncGenerator<ReadersSeen> {
    let wake: () => void = () => undefined;
    this.#tellSeen = (seen) => {
      this.#queue.push(seen);
      wake();
    };
    signal.addEventListener('abort', () => wake(), { once: true });
    while (!signal.aborted) {
      const seen = this.#queue.shift();
      if (seen) yield seen;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }
}

/** Judges whatever is whole as empty. */
export const TELLER: ReadingTeller = {
  judge: ({ reading }) => ({
    state: reading.troubles.length > 0 ? 'UNKNOWN' : 'EMPTY',
    reasons: reading.troubles,
    residues: [],
  }),
  seenIn: () => null,
  zeroable: () => null,
};

const open: ReaderDesk[] = [];
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});

/** A desk over these readers that is closed after the test. */
export function deskOf(readers: ReadersForTest, scan: 'full' | 'iphone' = 'full'): ReaderDesk {
  const { source, adapter, side } = readers;
  const desk = new ReaderDesk({ sources: [source], adapters: [adapter], side, teller: TELLER, scan });
  open.push(desk);
  return desk;
}

/** Lets the readers go on until something holds; the end of the test's patience is counted in turns, not in time. */
export async function until(holds: () => boolean, what = 'it'): Promise<void> {
  for (let turns = 0; turns < 5_000; turns += 1) {
    if (holds()) return;
    await turn();
  }
  throw new Error(`${what} never came to hold`);
}

/** Lets the readers go on for so many turns. */
export async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await turn();
}

/** A place for a reader. */
export const LEFT = readerId('usb:1-2');
/** Another place, after LEFT in the order of a hub though not of the alphabet. */
export const RIGHT = readerId('usb:1-10');

/** One reader's view. */
export function viewOf(desk: ReaderDesk, reader = LEFT): ReaderView {
  const view = desk.views().find((one) => one.reader === reader);
  if (!view) throw new Error(`no reader ${reader}`);
  return view;
}

/** The view of the only reader, when it is there. */
export const first = (desk: ReaderDesk): ReaderView | undefined => desk.views()[0];

/** Every different word of one part of a reader's view, in the order in which it was shown. */
export function following<T>(desk: ReaderDesk, part: (view: ReaderView) => T, reader = LEFT): T[] {
  const told: T[] = [];
  desk.onChange(() => {
    const view = desk.views().find((one) => one.reader === reader);
    if (view && part(view) !== told.at(-1)) told.push(part(view));
  });
  return told;
}

/** A desk with one reader that waits. */
export async function plugged(): Promise<{ readers: ReadersForTest; desk: ReaderDesk }> {
  const readers = new ReadersForTest();
  const desk = deskOf(readers);
  readers.see(sightingAt(LEFT));
  await until(() => desk.views()[0]?.is === 'ready');
  return { readers, desk };
}
