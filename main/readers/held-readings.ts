import { randomBytes } from 'node:crypto';
import type { FreshReading } from '../../domain/chip.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { ReaderId, RecordId } from '../../domain/ids.ts';

/** A finished reading that is kept until it is bound to a record or many newer ones have come. */
export interface HeldReading {
  /** Names this reading to a page, and says nothing about the chip. */
  readonly id: string;
  readonly reader: ReaderId;
  /** Milliseconds since 1970 UTC at its end. */
  readonly atMs: number;
  /** What a clock that nobody sets showed when it began, in milliseconds. */
  readonly begunSteadyMs: number;
  readonly fresh: FreshReading;
  /** The record that it was bound to, or null. */
  readonly record: RecordId | null;
}

/** What two clocks show at one moment, in milliseconds: one that tells the time, since 1970 UTC, and one that nobody sets. */
export interface TwoClocks {
  readonly nowMs: number;
  readonly steadyMs: number;
}

const MOST_HELD = 20;
// The two clocks of one computer drift apart by far less while a phone lies on a reader.
const MOST_APART_MS = 3_000;

/** The newest reading of every reader, and the last twenty besides; they live in memory alone, because they hold chips' numbers. */
export class HeldReadings {
  readonly #newest = new Map<ReaderId, string>();
  readonly #held = new Map<string, HeldReading>();

  /** Keeps a reading and makes it its reader's newest. */
  keep(reader: ReaderId, fresh: FreshReading, atMs: number, begunSteadyMs: number): HeldReading {
    const held = { id: randomBytes(12).toString('hex'), reader, atMs, begunSteadyMs, fresh, record: null };
    this.#held.set(held.id, held);
    this.#newest.set(reader, held.id);
    const newest = new Set(this.#newest.values());
    const old = [...this.#held.keys()].filter((id) => !newest.has(id));
    for (const id of old.slice(0, Math.max(0, old.length - MOST_HELD))) this.#held.delete(id);
    return held;
  }

  /** A reading of this reader; throws `chip.reading-gone` when it is not held, or was another reader's. */
  get(reader: ReaderId, id: string): HeldReading {
    const held = this.#held.get(id);
    if (held?.reader !== reader) throw new WorkstationError('chip.reading-gone');
    return held;
  }

  /**
   * Whether the clock was changed since a reading began, so that its own time tells nothing: its age is another by a clock that nobody
   * sets. A computer that slept in between may count as one whose clock was changed. Throws as `get` does.
   */
  hasClockMoved(reader: ReaderId, id: string, { nowMs, steadyMs }: TwoClocks): boolean {
    const { fresh, begunSteadyMs } = this.get(reader, id);
    const apartMs = nowMs - Date.parse(fresh.reading.startedAt) - (steadyMs - begunSteadyMs);
    return !(Math.abs(apartMs) <= MOST_APART_MS);
  }

  /** The newest reading of a reader, or null. */
  newest(reader: ReaderId): HeldReading | null {
    return this.#held.get(this.#newest.get(reader) ?? '') ?? null;
  }

  /** Says that a reading belongs to a record now; throws as `get` does, and `chip.already-bound` when it belongs to one. */
  bind(reader: ReaderId, id: string, record: RecordId): HeldReading {
    const held = this.get(reader, id);
    if (held.record !== null) throw new WorkstationError('chip.already-bound', { record: held.record });
    const bound = { ...held, record };
    this.#held.set(id, bound);
    return bound;
  }
}
