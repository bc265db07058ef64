import type { ChipTrouble, FreshReading } from '../../domain/chip.ts';
import type { PlacementHelp, ReaderView } from '../../domain/chip-view.ts';
import type { ContactlessReader } from '../../domain/reader.ts';
import { Placement, type Sensed } from './placement.ts';

/** How often a reader looks whether something lies on it, in milliseconds. */
export const LOOK_EVERY_MS = 250;
const MOST_TRIES = 3;
const WAKE_AFTER_MS = 20_000;

/** What speaks to chips through an open reader, and the time. */
export interface ReadersSide {
  /** Reads whatever lies there as far as it goes; throws only what the reader itself did wrong, and when the signal ends it. */
  readChip(
    reader: ContactlessReader,
    how: { readonly scan: ReaderView['scan']; readonly signal: AbortSignal },
  ): Promise<FreshReading>;
  /** One short look at what lies there. */
  senseChip(reader: ContactlessReader, signal: AbortSignal): Promise<Sensed>;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Milliseconds by a clock that nobody sets. */
  steady(): number;
  /** Waits so many milliseconds; rejects when the signal ends it. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

/** What a field watch is made of. */
export interface FieldParts {
  readonly side: ReadersSide;
  readonly scan: ReaderView['scan'];
  /** Hears of every finished reading, and of the steady clock when it began. */
  readonly onReading: (fresh: FreshReading, begunSteadyMs: number) => void;
  /** Called when something may look different now. */
  readonly onChange: () => void;
}

/** What lies on one open reader: noticed, read once when it lies still, and not again until it has left. */
export class FieldWatch {
  readonly #parts: FieldParts;
  readonly #placement = new Placement();
  #scan: ReaderView['scan'];
  #isBusy = false;
  #isRead = false;
  /** The number of the chip that was read and still lies there. */
  #done: string | null = null;
  #help: PlacementHelp | null = null;
  /** Whether the newest reading broke off or found nothing, so that somebody has something to do with the phone. */
  #isUpset = false;
  /** Since when nothing has been noticed; null while something lies there, and while nobody looks. */
  #missingSinceMs: number | null = null;

  constructor(parts: FieldParts) {
    this.#parts = parts;
    this.#scan = parts.scan;
  }

  /** What it looks for. */
  get scan(): ReaderView['scan'] {
    return this.#scan;
  }

  /** Where it stands: `read` until something else is laid there. */
  get is(): 'ready' | 'reading' | 'read' {
    if (this.#isBusy) return 'reading';
    return this.#isRead ? 'read' : 'ready';
  }

  /** Whether something lies there. */
  get isOccupied(): boolean {
    return this.#placement.isOccupied;
  }

  /** What would help a person now. */
  get help(): PlacementHelp {
    if (this.#isBusy) return 'hold-still';
    const { help, isOccupied } = this.#placement;
    if (isOccupied && (!this.#isRead || help !== 'hold-still')) return help;
    if (isOccupied) return this.#help === 'put-back' ? 'move-phone' : (this.#help ?? 'lay-phone');
    const since = this.#missingSinceMs;
    if (since !== null && this.#parts.side.now() - since >= WAKE_AFTER_MS) return 'wake-phone';
    return this.#help !== null && STAYING.includes(this.#help) ? this.#help : 'lay-phone';
  }

  /** Begins anew, as after the field was off: whatever lies there has not been read. */
  start(): void {
    this.#placement.clear();
    this.#done = null;
    this.#isRead = false;
    this.#missingSinceMs = null;
    this.#parts.onChange();
  }

  /** Looks for something else from now on. */
  setScan(scan: ReaderView['scan']): void {
    if (scan === this.#scan) return;
    this.#scan = scan;
    this.#help = null;
    this.#isUpset = false;
    this.start();
  }

  /** Looks once, and reads what lies still; an iPhone is left in peace until somebody asks. */
  async look(reader: ContactlessReader, signal: AbortSignal): Promise<void> {
    if (this.#scan !== 'full') return;
    await this.#sense(reader, signal);
    const { still } = this.#placement;
    // While it looked, somebody may have said that an iPhone comes.
    if (this.scan === 'full' && still !== null && still !== this.#done) await this.#read(reader, signal, still);
  }

  /** Reads whatever lies there, also when nothing seems to. */
  async readAgain(reader: ContactlessReader, signal: AbortSignal): Promise<void> {
    const sensed = this.#scan === 'full' ? await this.#sense(reader, signal) : null;
    await this.#read(reader, signal, sensed?.is === 'one' ? sensed.idm : null);
  }

  /** Leaves the field to other work; what lies there afterwards counts as not read. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    this.#become({ isBusy: true });
    try {
      return await work();
    } finally {
      this.#become({ isBusy: false });
      this.start();
    }
  }

  async #read(reader: ContactlessReader, signal: AbortSignal, lying: string | null): Promise<void> {
    const { side } = this.#parts;
    const scan = this.#scan;
    // Also a reading that fails altogether is not tried over and over on the same chip.
    this.#done = lying;
    this.#become({ isBusy: true });
    try {
      let begunMs = side.steady();
      let fresh = await side.readChip(reader, { scan, signal });
      for (let tries = 1; tries < MOST_TRIES && isUpset(fresh) && this.#scan === 'full'; tries += 1) {
        this.#done = await this.#awaitStill(reader, signal);
        if (this.#done === null || this.scan !== 'full') break;
        begunMs = side.steady();
        fresh = await side.readChip(reader, { scan, signal });
      }
      this.#finish(fresh, begunMs);
    } finally {
      this.#become({ isBusy: false });
    }
  }

  #finish(fresh: FreshReading, begunMs: number): void {
    const { troubles, scan } = fresh.reading;
    this.#isRead = true;
    this.#isUpset = isUpset(fresh) || (scan === 'full' && troubles.includes('no-answer'));
    this.#help = helpAfter(fresh);
    this.#parts.onReading(fresh, begunMs);
  }

  async #awaitStill(reader: ContactlessReader, signal: AbortSignal): Promise<string | null> {
    for (let looks = 0; looks < 2; looks += 1) {
      await this.#parts.side.pause(LOOK_EVERY_MS, signal);
      await this.#sense(reader, signal);
    }
    return this.#placement.still;
  }

  async #sense(reader: ContactlessReader, signal: AbortSignal): Promise<Sensed> {
    const sensed = await this.#parts.side.senseChip(reader, signal);
    this.#placement.take(sensed);
    const { isOccupied } = this.#placement;
    // After a reading that broke off, the least movement is somebody trying again.
    if (!isOccupied || (this.#isUpset && sensed.is === 'nothing')) this.#done = null;
    if (sensed.is !== 'nothing') this.#missingSinceMs = null;
    else if (!isOccupied) this.#missingSinceMs ??= this.#parts.side.now();
    // Something else than what was read: nobody may take the reading for it.
    if (isOccupied && (this.#done === null || (sensed.is === 'one' && sensed.idm !== this.#done))) this.#isRead = false;
    this.#parts.onChange();
    return sensed;
  }

  #become({ isBusy }: { readonly isBusy: boolean }): void {
    this.#isBusy = isBusy;
    this.#parts.onChange();
  }
}

// What the hand that holds the phone can cause; everything else comes out the same the next time.
const OF_HANDLING: readonly ChipTrouble[] = ['chip-lost', 'chip-changed'];
const STAYING: readonly PlacementHelp[] = ['put-back', 'same-phone'];

function isUpset({ reading }: FreshReading): boolean {
  return reading.scan === 'full' && reading.troubles.some((trouble) => OF_HANDLING.includes(trouble));
}

function helpAfter({ reading }: FreshReading): PlacementHelp | null {
  const { troubles, chip } = reading;
  if (troubles.includes('several-chips')) return 'one-only';
  if (chip?.kind === 'card') return 'take-card-out';
  if (troubles.includes('chip-changed')) return 'same-phone';
  return troubles.includes('chip-lost') ? 'put-back' : null;
}
