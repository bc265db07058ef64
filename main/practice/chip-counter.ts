import type { ReaderView } from '../../domain/chip-view.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId, ReaderId, RecordId } from '../../domain/ids.ts';
import type { PracticeReaders } from '../../practice/index.ts';
import type { ChipRoom } from '../chips/chip-room.ts';

const NOTICE_WITHIN_MS = 4_000;
const READ_WITHIN_MS = 60_000;
const LOOK_MS = 20;

/** A phone to be read: where it is plugged in, its record, and who lays it on the reader. */
export interface PhoneAtCounter {
  readonly port: string;
  readonly record: RecordId;
  readonly who: OperatorId;
}

/** A person at the practice's readers: lays one phone after another on whichever reader is free and confirms which phone it was. */
export class ChipCounter {
  readonly #room: ChipRoom;
  readonly #practice: PracticeReaders;
  readonly #signal: AbortSignal;
  readonly #free: ReaderId[];
  readonly #queue: ((reader: ReaderId) => void)[] = [];

  constructor(room: ChipRoom, practice: PracticeReaders, signal: AbortSignal) {
    this.#room = room;
    this.#practice = practice;
    this.#signal = signal;
    this.#free = practice.readers.map(({ reader }) => reader);
  }

  /** Reads the chip of a phone and binds what was read; of a phone that stays silent awake, the silence. Nothing is done for one that is known to have no chip, or whose erase speaks for it. */
  async read(phone: PhoneAtCounter): Promise<void> {
    const { state, iphone } = this.#room.views.of(phone.record);
    // An iPhone may be given its one poll alone, which could only speak against it.
    if (state === 'NOT_PRESENT' || iphone !== undefined) return;
    const reader = await this.#take();
    try {
      await this.#readOn(reader, phone);
    } finally {
      this.#practice.lay(reader, { is: 'nothing' });
      this.#give(reader);
    }
  }

  async #readOn(reader: ReaderId, { port, record, who }: PhoneAtCounter): Promise<void> {
    const { desk, readers } = this.#room;
    await this.#until(reader, ({ is, isOccupied }) => (is === 'ready' || is === 'read') && !isOccupied, READ_WITHIN_MS);
    const before = this.#view(reader).reading?.id ?? null;
    this.#practice.lay(reader, { is: 'phone', port });
    const phone = { is: 'record', record } as const;
    const isNew = ({ reading }: ReaderView): boolean => reading !== null && reading.id !== before;
    if (!(await this.#notices(reader, isNew))) {
      // A locked phone and one without a chip look alike from outside.
      this.#practice.follow(port, 'wake-phone');
      if (!(await this.#notices(reader, isNew))) readers.readAgain(reader);
    }
    const { reading } = await this.#until(reader, isNew, READ_WITHIN_MS);
    if (!reading) throw new WorkstationError('chip.absent');
    const binding = { reader, reading: reading.id, phone, who };
    await (reading.kind === null ? desk.attestSilent(binding) : desk.bind(binding));
  }

  /** Whether a reading begins or comes within a moment. */
  async #notices(reader: ReaderId, isNew: (view: ReaderView) => boolean): Promise<boolean> {
    const noticed = (view: ReaderView): boolean => isNew(view) || view.is === 'reading';
    return this.#until(reader, noticed, NOTICE_WITHIN_MS).then(
      () => true,
      () => false,
    );
  }

  async #until(reader: ReaderId, fits: (view: ReaderView) => boolean, withinMs: number): Promise<ReaderView> {
    const givesUpAt = performance.now() + withinMs;
    for (;;) {
      this.#signal.throwIfAborted();
      const view = this.#view(reader);
      if (fits(view)) return view;
      if (performance.now() > givesUpAt) throw new WorkstationError('chip.absent');
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  #view(reader: ReaderId): ReaderView {
    const view = this.#room.readers.views().find((one) => one.reader === reader);
    if (view?.error) throw new WorkstationError(view.error.code, view.error.facts);
    return view ?? NOT_THERE(reader);
  }

  #take(): Promise<ReaderId> {
    const reader = this.#free.shift();
    return reader === undefined ? new Promise((resolve) => this.#queue.push(resolve)) : Promise.resolve(reader);
  }

  #give(reader: ReaderId): void {
    const next = this.#queue.shift();
    if (next) next(reader);
    else this.#free.push(reader);
  }
}

/** A reader that the desk has not seen yet. */
const NOT_THERE = (reader: ReaderId): ReaderView => ({
  reader,
  model: null,
  name: '',
  firmware: null,
  is: 'opening',
  scan: 'full',
  help: 'lay-phone',
  error: null,
  reading: null,
  isOccupied: false,
});
