import type { FreshReading } from '../../domain/chip.ts';
import type { ReaderView, ReadingView } from '../../domain/chip-view.ts';
import { asWorkstationError, type ErrorCode, WorkstationError } from '../../domain/errors.ts';
import type { ReaderId, RecordId } from '../../domain/ids.ts';
import type {
  ContactlessReader,
  ReaderAdapter,
  ReaderSighting,
  ReaderSource,
  ReadersSeen,
} from '../../domain/reader.ts';
import type { ReadersSide } from './field-watch.ts';
import { type HeldReading, HeldReadings } from './held-readings.ts';
import { ReaderSession } from './reader-session.ts';
import { type ReadingTeller, readingView } from './reading-view.ts';

/** What a reader desk is made of. */
export interface ReaderDeskParts {
  /** Of practice alone, or of this computer alone; never both. */
  readonly sources: readonly ReaderSource[];
  readonly adapters: readonly ReaderAdapter[];
  readonly side: ReadersSide;
  readonly teller: ReadingTeller;
  /** What a reader looks for until somebody chooses; `full` unless said otherwise. */
  readonly scan?: ReaderView['scan'];
}

interface Place {
  readonly source: ReaderSource;
  readonly sighting: ReaderSighting;
  readonly session: ReaderSession;
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** All contactless readers of this workplace: each has a session of its own, so that a dead one costs nobody but itself. */
export class ReaderDesk {
  readonly #parts: ReaderDeskParts;
  readonly #stopped = new AbortController();
  readonly #places = new Map<ReaderId, Place>();
  readonly #leaving = new Map<ReaderId, Promise<void>>();
  readonly #scans = new Map<ReaderId, ReaderView['scan']>();
  readonly #whyBlind = new Map<ReaderSource, ErrorCode>();
  readonly #heard = new Set<ReaderSource>();
  readonly #listeners = new Set<() => void>();
  readonly #readings = new HeldReadings();
  readonly #shown = new Map<ReaderId, ReadingView>();
  readonly #watching: Promise<unknown>;

  constructor(parts: ReaderDeskParts) {
    this.#parts = parts;
    this.#watching = Promise.all(parts.sources.map((source) => this.#follow(source)));
  }

  /** Every reader as the board shows it, in the order of its places. */
  views(): readonly ReaderView[] {
    return [...this.#places]
      .toSorted(([one], [other]) => COLLATOR.compare(one, other))
      .map(([reader, { session }]) => ({ ...session.view(), reading: this.#shown.get(reader) ?? null }));
  }

  /** A reader as its source sees it; throws `reader.absent`. */
  sighting(reader: ReaderId): ReaderSighting {
    return this.#place(reader).sighting;
  }

  /** Why readers cannot be seen now, or null. */
  blind(): ErrorCode | null {
    return [...this.#whyBlind.values()][0] ?? null;
  }

  /** Whether every source has spoken, so that no reader is missing merely because it is early. */
  hasHeardAll(): boolean {
    return this.#parts.sources.every((source) => this.#heard.has(source));
  }

  /** Calls the listener after every change; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A finished reading of a reader, with the chip's number; throws `chip.reading-gone` when it is not held any more. */
  reading(reader: ReaderId, id: string): HeldReading {
    return this.#readings.get(reader, id);
  }

  /**
   * Whether what a reading is of still lies on its reader, so that nobody binds it to the phone that came after. A reading of
   * nothing, and the one poll for iPhones, hold until something else is noticed there.
   */
  isStillThere(reader: ReaderId, id: string): boolean {
    const session = this.#places.get(reader)?.session;
    const newest = this.#readings.newest(reader);
    if (!session || newest?.id !== id) return false;
    const { is, isOccupied } = session.view();
    const leavesNoTrace = newest.fresh.idm === null || newest.fresh.reading.scan === 'iphone';
    return is === 'read' && (isOccupied || leavesNoTrace);
  }

  /** Whether the clock was changed since a reading began, so that its own time tells nothing; throws `chip.reading-gone`. */
  hasClockMoved(reader: ReaderId, id: string): boolean {
    const { side } = this.#parts;
    return this.#readings.hasClockMoved(reader, id, { nowMs: side.now(), steadyMs: side.steady() });
  }

  /** Lets a reader look for something else; throws `reader.absent`. */
  setScan(reader: ReaderId, scan: ReaderView['scan']): void {
    const { session } = this.#place(reader);
    // It stays so when the reader loses its cable for a moment: an iPhone may be lying there.
    this.#scans.set(reader, scan);
    session.setScan(scan);
  }

  /** Lets a reader read whatever lies there once more; the reading comes with a change. Throws `reader.absent`, or why the reader cannot be used. */
  readAgain(reader: ReaderId): void {
    this.#place(reader).session.readAgain();
  }

  /** Gives a reader to one piece of work alone, after what it is doing; throws `reader.absent`, why it cannot be used, and what the work throws. */
  async exclusively<T>(
    reader: ReaderId,
    work: (reader: ContactlessReader, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return this.#place(reader).session.exclusively(work);
  }

  /** Says which record a reading belongs to now; throws `chip.reading-gone` or `chip.already-bound`. */
  markBound(reader: ReaderId, id: string, record: RecordId): void {
    const bound = this.#readings.bind(reader, id, record);
    const shown = this.#shown.get(reader);
    if (shown?.id === bound.id) this.#shown.set(reader, { ...shown, record });
    this.#tell();
  }

  /** Gives every reader back; never throws. */
  async close(): Promise<void> {
    this.#stopped.abort();
    for (const reader of this.#places.keys()) this.#leave(reader);
    await Promise.all([this.#watching, ...this.#leaving.values()]);
  }

  #place(reader: ReaderId): Place {
    const place = this.#places.get(reader);
    if (!place) throw new WorkstationError('reader.absent');
    return place;
  }

  async #follow(source: ReaderSource): Promise<void> {
    const { signal } = this.#stopped;
    try {
      for await (const seen of source.watch(signal)) {
        if (signal.aborted) return;
        this.#take(source, seen);
      }
    } catch (thrown) {
      if (!signal.aborted) this.#take(source, { up: false, why: asWorkstationError(thrown).code });
    }
  }

  #take(source: ReaderSource, seen: ReadersSeen): void {
    this.#heard.add(source);
    if (seen.up) this.#whyBlind.delete(source);
    else this.#whyBlind.set(source, seen.why);
    const now = new Map((seen.up ? seen.readers : []).map((sighting) => [sighting.reader, sighting]));
    for (const [reader, place] of this.#places) {
      if (place.source === source && !isSame(place.sighting, now.get(reader))) this.#leave(reader);
    }
    for (const sighting of now.values()) if (!this.#places.has(sighting.reader)) this.#arrive(source, sighting);
    this.#tell();
  }

  #leave(reader: ReaderId): void {
    const place = this.#places.get(reader);
    if (!place) return;
    this.#places.delete(reader);
    this.#leaving.set(reader, place.session.close());
  }

  #arrive(source: ReaderSource, sighting: ReaderSighting): void {
    const { reader } = sighting;
    const { adapters, side, scan = 'full' } = this.#parts;
    const session = new ReaderSession({
      source,
      sighting,
      adapter: adapters.find((one) => one.recognise(sighting)) ?? null,
      scan: this.#scans.get(reader) ?? scan,
      side,
      after: this.#leaving.get(reader) ?? Promise.resolve(),
      onReading: (fresh, begunSteadyMs) => this.#keep(reader, fresh, begunSteadyMs),
      onChange: () => this.#tell(),
    });
    this.#places.set(reader, { source, sighting, session });
  }

  #keep(reader: ReaderId, fresh: FreshReading, begunSteadyMs: number): void {
    const { side, teller } = this.#parts;
    const held = this.#readings.keep(reader, fresh, side.now(), begunSteadyMs);
    this.#shown.set(reader, readingView(held, teller));
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) tell(listener);
  }
}

/** A listener's fault must not blind the desk to its readers. */
function tell(listener: () => void): void {
  try {
    listener();
  } catch (thrown) {
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
  }
}

function isSame(one: ReaderSighting, other: ReaderSighting | undefined): boolean {
  return (
    one.vendorId === other?.vendorId &&
    one.productId === other.productId &&
    one.serial === other.serial &&
    one.name === other.name
  );
}
