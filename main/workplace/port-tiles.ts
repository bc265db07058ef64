import { isDeepStrictEqual } from 'node:util';
import type { ChipView } from '../../domain/chip-view.ts';
import type { PortId } from '../../domain/ids.ts';
import type { Attachment } from '../../domain/port.ts';
import type { PortName } from '../../domain/settings.ts';
import {
  byPlace,
  type JobView,
  type PortView,
  type ProgressView,
  type QuestionView,
  type WindowChange,
} from '../../domain/window-state.ts';
import type { Reading } from '../devices/phone-readings.ts';
import { inHubOrder, type PortBoard } from '../devices/port-board.ts';
import { isAtWork, type JobViews } from '../jobs/job-views.ts';

/** Where tiles get what they show. */
export interface TileParts {
  readonly names: () => readonly PortName[];
  readonly jobs: JobViews;
  /** Null while the bench is closed. */
  readonly board: () => PortBoard | null;
  readonly reading: (port: PortId) => Reading;
  readonly question: (port: PortId) => QuestionView | null;
  /** The chip of the phone that is attached to a Port, when its record began before any job. */
  readonly chip: (port: PortId) => ChipView | null;
  readonly publish: (change: WindowChange) => void;
}

/** What was last seen of the phone that a job belongs to. */
interface Anchor {
  readonly job: JobView['id'];
  readonly mark: number;
  readonly serial: string | null;
}

interface Tile {
  readonly view: PortView;
  readonly seenAtMs: number;
}

// A phone that restarts is back by then; an unnamed socket that stays empty is of no interest.
const FORGET_MS = 120_000;
const MAY_BE_GREEN: ReadonlySet<JobView['state']> = new Set(['awaiting-review', 'passed']);

/** The tiles of the board: one for each physical place that has a name, a phone or a job, each at its own place. */
export class PortTiles {
  readonly #parts: TileParts;
  readonly #tiles = new Map<PortId, Tile>();
  readonly #anchors = new Map<PortId, Anchor>();
  readonly #progress = new Map<JobView['id'], ProgressView>();
  #unnamed: readonly PortId[] = [];

  constructor(parts: TileParts) {
    this.#parts = parts;
  }

  /** All tiles in the order of their places. */
  all(): readonly PortView[] {
    return [...this.#tiles.values()].map(({ view }) => view).toSorted(byPlace);
  }

  /** The Port under which a phone is attached now, for the Port of a tile: the same, or its twin. */
  attached(port: PortId): PortId {
    const board = this.#parts.board();
    const twin = this.#twinOf(port);
    return twin !== null && board?.at(port) === null && board.at(twin) !== null ? twin : port;
  }

  /** The Port of the tile on which an attached Port is shown. */
  shownOn(port: PortId): PortId {
    const { names, board } = this.#parts;
    const named = names().find(({ twin }) => twin === port);
    if (!named) return port;
    // Both names at once are two sockets after all.
    return board()?.at(named.port) ? port : named.port;
  }

  /** Looks at everything and publishes every tile that has changed. */
  refresh(nowMs: number): void {
    this.#settleJobs();
    const wanted = this.#wanted(nowMs);
    const named = new Set(this.#parts.names().map(({ port }) => port));
    this.#unnamed = [...wanted.keys()].filter((port) => !named.has(port)).toSorted(inHubOrder);
    for (const [port] of this.#tiles) {
      if (wanted.has(port)) continue;
      this.#tiles.delete(port);
      this.#parts.publish({ kind: 'port-removed', port });
    }
    for (const [port, seenAtMs] of wanted) this.#show(port, seenAtMs, false);
  }

  /** Publishes the tile of a Port as it is now, even when nothing but the job's state has changed. */
  tell(job: JobView, nowMs: number): void {
    if (!isAtWork(job)) this.#progress.delete(job.id);
    this.#settleJobs();
    const port = this.shownOn(job.port);
    if (this.#tiles.has(port)) this.#show(port, nowMs, true);
    else this.refresh(nowMs);
  }

  /** Keeps the progress of a job, so that a tile drawn anew has it; returns the Port of its tile. */
  progress(job: JobView['id'], port: PortId, progress: ProgressView): PortId {
    this.#progress.set(job, progress);
    const shown = this.shownOn(port);
    const tile = this.#tiles.get(shown);
    if (tile?.view.job?.id === job)
      this.#tiles.set(shown, { ...tile, view: { ...tile.view, job: { ...tile.view.job, progress } } });
    return shown;
  }

  #twinOf(port: PortId): PortId | null {
    return this.#parts.names().find((one) => one.port === port)?.twin ?? null;
  }

  /** Every Port that gets a tile, and when something was last seen there. */
  #wanted(nowMs: number): Map<PortId, number> {
    const { names, jobs, board } = this.#parts;
    const wanted = new Map<PortId, number>();
    for (const [port, { seenAtMs }] of this.#tiles) if (nowMs - seenAtMs < FORGET_MS) wanted.set(port, seenAtMs);
    for (const port of jobs.ports()) wanted.set(this.shownOn(port), nowMs);
    for (const { port } of board()?.all() ?? []) wanted.set(this.shownOn(port), nowMs);
    for (const { port, twin } of names()) {
      // A name alone is no phone: when it goes, so does its tile.
      if (!wanted.has(port)) wanted.set(port, this.#tiles.get(port)?.seenAtMs ?? Number.NEGATIVE_INFINITY);
      if (twin !== null && this.shownOn(twin) === port) wanted.delete(twin);
    }
    return wanted;
  }

  #show(port: PortId, seenAtMs: number, always: boolean): void {
    const view = this.#viewOf(port);
    const before = this.#tiles.get(port);
    this.#tiles.set(port, { view, seenAtMs });
    if (always || !before || !isSameTile(before.view, view)) this.#parts.publish({ kind: 'port', port: view });
  }

  #viewOf(port: PortId): PortView {
    const { names, board, reading, chip } = this.#parts;
    const at = this.attached(port);
    const here = board()?.at(at) ?? null;
    const { phone, unreadable } = reading(at);
    const job = this.#jobOn(port);
    return {
      port,
      name: names().find((one) => one.port === port)?.name ?? null,
      place: this.#placeOf(port),
      mode: here?.mode ?? null,
      source: here?.source ?? null,
      serial: here?.serial ?? null,
      phone: here ? phone : null,
      unreadable: here ? unreadable : null,
      job,
      chip: here ? chip(at) : null,
    };
  }

  #jobOn(port: PortId): JobView | null {
    const { jobs, question } = this.#parts;
    const twin = this.#twinOf(port);
    const here = [jobs.on(port), twin === null ? null : jobs.on(twin)].filter((one) => one !== null);
    const [job] = here.toSorted((one, other) => other.startedAtMs - one.startedAtMs);
    if (!job) return null;
    const asked = job.state === 'awaiting-operator' ? question(job.port) : null;
    return { ...job, progress: this.#progress.get(job.id) ?? null, question: asked };
  }

  /** Names have their places; what has none comes after them, in the order of the hub. */
  #placeOf(port: PortId): number {
    const names = this.#parts.names();
    const named = names.find((one) => one.port === port);
    if (named) return named.place;
    const last = Math.max(0, ...names.map(({ place }) => place));
    return last + 1 + this.#unnamed.indexOf(port);
  }

  /** Takes jobs off their Ports where another phone has come, or where nobody can tell that it is the same. */
  #settleJobs(): void {
    const { board: boardOf, jobs } = this.#parts;
    const board = boardOf();
    if (!board) return;
    for (const port of jobs.ports()) {
      const job = jobs.on(port);
      if (!job || this.#isHeld(job, port, board)) continue;
      jobs.leave(port);
      this.#anchors.delete(port);
    }
  }

  /** Tells whether a job stays on its Port; what is seen of its phone while it works is remembered for that. */
  #isHeld(job: JobView, port: PortId, board: PortBoard): boolean {
    const here = board.at(port);
    const known = this.#anchors.get(port);
    const before = known?.job === job.id ? known : null;
    const mark = board.mark(port);
    if (!isAtWork(job) && before) {
      // What may be green, or become so, belongs to a phone that never left: a serial number alone can be another phone's too,
      // and a phone that nobody sees (switched off, a cable that only charges) could be in the socket by now.
      if (MAY_BE_GREEN.has(job.state)) return mark === before.mark && !this.#isAnother(job, here, before);
      return !this.#isAnother(job, here, before);
    }
    const serial = (isAtWork(job) ? here?.serial : null) ?? before?.serial ?? null;
    this.#anchors.set(port, { job: job.id, mark, serial });
    return true;
  }

  #isAnother(job: JobView, here: Attachment | null, before: Anchor): boolean {
    if (!here) return false;
    const isKnown = before.serial !== null && here.serial !== null && here.serial !== '';
    if (isKnown && here.serial !== before.serial) return true;
    const { phone } = this.#parts.reading(here.port);
    return phone !== null && phone !== 'reading' && isContradicted(job, phone);
  }
}

function isContradicted(job: JobView, phone: Exclude<PortView['phone'], 'reading' | null>): boolean {
  const differs = (one: string | null, other: string | null): boolean =>
    one !== null && other !== null && one !== other;
  return (
    differs(job.serial, phone.serial) ||
    (job.imei !== null && phone.imeis.length > 0 && !phone.imeis.includes(job.imei))
  );
}

const SHOWN = ['name', 'place', 'mode', 'source', 'serial', 'phone', 'unreadable', 'chip'] as const;

/** Progress has its own events and makes no new tile. What is read of a phone is made anew each time it is asked for. */
function isSameTile(one: PortView, other: PortView): boolean {
  return SHOWN.every((part) => isDeepStrictEqual(one[part], other[part])) && isSameJob(one.job, other.job);
}

function isSameJob(one: JobView | null, other: JobView | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.id === other.id &&
    one.state === other.state &&
    one.step === other.step &&
    one.chip === other.chip &&
    one.question?.id === other.question?.id
  );
}
