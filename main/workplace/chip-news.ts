import { isDeepStrictEqual } from 'node:util';
import { isChipKind } from '../../domain/chip-entries.ts';
import type { ChipWaiting } from '../../domain/chip-view.ts';
import type { WindowState } from '../../domain/window-state.ts';
import type { ChipRoom } from '../chips/chip-room.ts';
import type { Publisher } from '../ipc/publish.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** What the window shows of readers, of chips that wait, and of files and tools that cannot be used. */
export type ChipShown = Pick<WindowState, 'readers' | 'readersBlind' | 'chipsWaiting' | 'chipFaults'>;

/** Tells the window of readers, of phones that wait for their chip, and of files and tools that cannot be used, whenever one has changed. */
export class ChipNews {
  readonly #room: ChipRoom;
  readonly #publisher: Publisher;
  readonly #stops: readonly (() => void)[];
  #shown: Pick<ChipShown, 'readers' | 'readersBlind'>;
  #waiting: readonly ChipWaiting[];
  #turn: NodeJS.Immediate | null = null;

  constructor(room: ChipRoom, ledger: Ledger, publisher: Publisher) {
    this.#room = room;
    this.#publisher = publisher;
    this.#shown = this.#readers();
    this.#waiting = room.waiting.all();
    this.#stops = [
      room.readers.onChange(() => this.#showReaders()),
      room.faults.onChange(() => publisher.publish({ kind: 'chip-faults', chipFaults: room.faults.all() })),
      ledger.onAppend(({ entry }) => {
        // A list is made once for everything that is written in one turn.
        if (isChipKind(entry.kind) || entry.kind === 'job-moved')
          this.#turn ??= setImmediate(() => this.#showWaiting());
      }),
    ];
  }

  /** Everything as it is now. */
  view(): ChipShown {
    return { ...this.#readers(), chipsWaiting: this.#room.waiting.all(), chipFaults: this.#room.faults.all() };
  }

  /** Tells nothing any more. */
  close(): void {
    for (const stop of this.#stops) stop();
    if (this.#turn) clearImmediate(this.#turn);
  }

  #readers(): Pick<ChipShown, 'readers' | 'readersBlind'> {
    const why = this.#room.readers.blind();
    return { readers: this.#room.readers.views(), readersBlind: why === null ? null : { code: why, facts: {} } };
  }

  #showReaders(): void {
    const shown = this.#readers();
    if (isDeepStrictEqual(shown, this.#shown)) return;
    this.#shown = shown;
    this.#publisher.publish({ kind: 'readers', readers: shown.readers, blind: shown.readersBlind });
  }

  #showWaiting(): void {
    this.#turn = null;
    const waiting = this.#room.waiting.all();
    const before = this.#waiting;
    if (waiting.length === before.length && waiting.every((one, at) => one === before[at])) return;
    this.#waiting = waiting;
    this.#publisher.pass({ kind: 'chips-waiting', chipsWaiting: waiting });
  }
}
