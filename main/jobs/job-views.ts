import type { ChipView } from '../../domain/chip-view.ts';
import type { JobId, PortId, RecordId } from '../../domain/ids.ts';
import { isEnded } from '../../domain/job.ts';
import type { JobView } from '../../domain/window-state.ts';
import type { CommittedEntry } from '../ledger/append-entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { TELLING_KINDS, type ToldJob, type ToldView, toldByDraft, toldFrom, toldWith } from './job-view.ts';

/** The chips of records as screens show them, and when one has changed. */
export interface ChipsOfRecords {
  of(record: RecordId): ChipView;
  onChange(listener: (record: RecordId) => void): () => void;
}

/** The jobs that a window shows, told by the ledger's own entries as they are committed: the newest of each Port, and all that wait for a second person. */
export class JobViews {
  readonly #ledger: Ledger;
  readonly #chips: ChipsOfRecords;
  readonly #told = new Map<JobId, ToldJob>();
  readonly #newest = new Map<PortId, JobId>();
  readonly #heard = new Set<(job: JobView) => void>();
  readonly #stops: readonly (() => void)[];

  /** Begins with jobs of before: `left` stay on their Ports, `waiting` wait for a second person. */
  constructor(ledger: Ledger, chips: ChipsOfRecords, left: readonly JobId[], waiting: readonly JobId[]) {
    this.#ledger = ledger;
    this.#chips = chips;
    for (const id of waiting) this.#load(id);
    for (const id of left) {
      const told = this.#load(id);
      if (told) this.#newest.set(told.view.port, id);
    }
    this.#stops = [
      ledger.onAppend((entry) => this.#hear(entry)),
      chips.onChange((record) => {
        for (const { view } of this.#told.values()) if (view.record === record) this.#tell(view);
      }),
    ];
  }

  /** Calls the listener whenever something that a screen shows of a job has been committed, once for each. */
  onChange(listener: (job: JobView) => void): () => void {
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  /** The job that a Port shows, or null. */
  on(port: PortId): JobView | null {
    const id = this.#newest.get(port);
    return id === undefined ? null : this.get(id);
  }

  /** A job of this run of the program, or one that waits; null when it is neither. */
  get(id: JobId): JobView | null {
    const told = this.#told.get(id);
    return told ? this.#shown(told.view) : null;
  }

  /** Any job as the ledger tells it, or null. */
  find(id: JobId): JobView | null {
    const told = toldFrom(this.#ledger.ofJob(id));
    return told ? this.#shown(told.view) : null;
  }

  /** Takes a job off its Port, because another phone is there now. */
  leave(port: PortId): void {
    const id = this.#newest.get(port);
    this.#newest.delete(port);
    if (id !== undefined) this.#forget(id);
  }

  /** Jobs that wait for a second person, oldest first. */
  waiting(): readonly JobView[] {
    const waiting = [...this.#told.values()].map(({ view }) => view).filter(({ state }) => state === 'awaiting-review');
    return waiting.toSorted((one, other) => one.startedAtMs - other.startedAtMs).map((view) => this.#shown(view));
  }

  /** Ports that show a job. */
  ports(): readonly PortId[] {
    return [...this.#newest.keys()];
  }

  /** Tells whether any job has begun and not ended; one that only waits for a second person is not at work. */
  isAnyAtWork(): boolean {
    return [...this.#told.values()].some(({ view }) => isAtWork(view));
  }

  /** Hears nothing any more. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#heard.clear();
  }

  #load(id: JobId): ToldJob | null {
    const told = this.#told.get(id) ?? toldFrom(this.#ledger.ofJob(id));
    if (told) this.#told.set(id, told);
    return told;
  }

  #hear(committed: CommittedEntry): void {
    const { job, kind } = committed.entry;
    if (job === null) return;
    const before = this.#told.get(job as JobId);
    const told = before ? toldWith(before, committed) : toldByDraft(committed);
    if (!told || told === before) return;
    const { view } = told;
    this.#told.set(view.id, told);
    if (!before) this.#place(view);
    if (TELLING_KINDS.has(kind)) this.#tell(view);
    // A job that waited on no Port is of no interest any more once it has ended.
    if (isEnded(view.state) && this.#newest.get(view.port) !== view.id) this.#told.delete(view.id);
  }

  #tell(view: ToldView): void {
    const shown = this.#shown(view);
    for (const listener of [...this.#heard]) listener(shown);
  }

  #shown(view: ToldView): JobView {
    return { ...view, chip: this.#chips.of(view.record) };
  }

  #place({ id, port }: ToldView): void {
    const before = this.#newest.get(port);
    this.#newest.set(port, id);
    if (before !== undefined) this.#forget(before);
  }

  #forget(id: JobId): void {
    const told = this.#told.get(id);
    if (told && isEnded(told.view.state)) this.#told.delete(id);
  }
}

/** Tells whether a job's phone must be left alone by everything else. */
export function isAtWork({ state }: Pick<JobView, 'state'>): boolean {
  return !isEnded(state) && state !== 'awaiting-review';
}
