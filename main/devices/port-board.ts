import { type ErrorCode, WorkstationError } from '../../domain/errors.ts';
import type { PortId } from '../../domain/ids.ts';
import {
  type Attachment,
  joinSightings,
  namesItsPlace,
  type PhoneMode,
  type Sighting,
  type SightingSource,
} from '../../domain/port.ts';
import type { WatchedPhones } from '../../native-adapters/index.ts';
import { hasNotComeBack, hasSurelyLeft, isAnother } from './surely-left.ts';

/** What to wait for on a Port. */
export interface Wanted {
  readonly port: PortId;
  /** The phone must have left the Port since this mark; null = it need not. */
  readonly since: number | null;
  readonly modes: readonly PhoneMode[];
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** A listener's fault must not blind the board to all other Ports. */
function tell(listener: () => void): void {
  try {
    listener();
  } catch (thrown) {
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
  }
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** Sockets as a person counts them on a hub: 1-2 before 1-10. */
export function inHubOrder(one: PortId, other: PortId): number {
  return COLLATOR.compare(one, other);
}

/** What is on each Port now, and how often each Port was left. */
export class PortBoard {
  readonly #here = new Map<PortId, Attachment>();
  readonly #marks = new Map<PortId, number>();
  /** The mark of the last leave-taking that was seen as such. */
  readonly #departures = new Map<PortId, number>();
  /** What went out of sight with its source and has not been seen since, by Port: it may be there still. */
  readonly #outOfSight = new Map<PortId, Attachment>();
  readonly #listeners = new Set<() => void>();
  readonly #sources: readonly SightingSource[];
  readonly #latest = new Map<SightingSource, WatchedPhones>();
  #placed: ReadonlyMap<string, PortId> = new Map();
  #ambiguous: readonly Sighting[] = [];

  /** A board that will hear of phones from these sources. */
  constructor(sources: readonly SightingSource[] = ['adb']) {
    this.#sources = sources;
  }

  /** Takes in all that a source sees now, in place of what it saw before; a source that is down sees nothing, and takes nothing from the others. */
  take(watched: WatchedPhones): void {
    this.#latest.set(watched.source, watched);
    const seen = [...this.#latest.values()].flatMap((one) => (one.up ? one.sightings : []));
    const joined = joinSightings(
      seen.filter((one) => this.#canBePlaced(one)),
      this.#placed,
    );
    this.#ambiguous = joined.ambiguous;
    this.#placed = joined.placed;
    const now = new Map(joined.attachments.map((attachment) => [attachment.port, attachment]));
    for (const [port, before] of this.#here) this.#compare(before, now.get(port), port);
    for (const [port, before] of this.#outOfSight) {
      const isBack = now.has(port);
      const hasLeft = !isBack && hasNotComeBack(before, this.#latest);
      if (hasLeft) this.#departures.set(port, this.mark(port));
      if (isBack || hasLeft) this.#outOfSight.delete(port);
    }
    this.#here.clear();
    for (const [port, attachment] of now) this.#here.set(port, attachment);
    for (const listener of [...this.#listeners]) tell(listener);
  }

  /** Follows a source until the signal stops it. */
  async follow(source: AsyncIterable<WatchedPhones>): Promise<void> {
    for await (const watched of source) this.take(watched);
  }

  /** Everything that is attached now, in the order of its ports. */
  all(): readonly Attachment[] {
    return [...this.#here.values()].toSorted((a, b) => inHubOrder(a.port, b.port));
  }

  /** Phones that no Port can be given to, because their serial numbers are empty or equal. */
  ambiguous(): readonly Sighting[] {
    return this.#ambiguous;
  }

  /** Tells whether every source has spoken, so that nothing is missing merely because it is early. */
  hasHeardAll(): boolean {
    return this.#sources.every((source) => this.#latest.has(source));
  }

  /** The sources that see nothing now, and why. */
  blind(): readonly { readonly source: SightingSource; readonly why: ErrorCode }[] {
    const isMissed = [...this.#here.values()].some(({ mode }) => mode === 'waiting-for-usbmuxd');
    return [...this.#latest.values()].flatMap((one) => {
      // Where no iPhone is plugged in its service rests, and nobody misses it.
      if (one.up || (one.why === 'usbmuxd.absent' && !isMissed)) return [];
      return [{ source: one.source, why: one.why }];
    });
  }

  /** What is on a Port now, or null. */
  at(port: PortId): Attachment | null {
    return this.#here.get(port) ?? null;
  }

  /** A number that grows each time a phone leaves the Port, comes back under another transport, or is lost from sight. */
  mark(port: PortId): number {
    return this.#marks.get(port) ?? 0;
  }

  /** Whether a phone was seen to leave the Port since a mark; one that was only lost from sight was not. */
  hasLeft(port: PortId, since: number): boolean {
    return (this.#departures.get(port) ?? 0) > since;
  }

  /** Calls the listener after every change; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Waits for a phone on a Port; throws `device.not-returned`, or what state it is stuck in, when the time is over. */
  async awaitReturn(wanted: Wanted): Promise<Attachment> {
    const find = (): Attachment | null => {
      const here = this.at(wanted.port);
      const hasLeft = wanted.since === null || this.mark(wanted.port) > wanted.since;
      return here && hasLeft && wanted.modes.includes(here.mode) ? here : null;
    };
    return this.#until(find, wanted.withinMs, wanted.signal, () => this.#whyNot(wanted));
  }

  /** Waits until a phone was seen to leave its Port since a mark; throws `erase.refused` when it stays, and why nobody can see it when nobody can. */
  async awaitAbsence(wanted: Omit<Wanted, 'modes' | 'since'> & { readonly since: number }): Promise<void> {
    const hasLeft = (): true | null => (this.hasLeft(wanted.port, wanted.since) ? true : null);
    await this.#until(hasLeft, wanted.withinMs, wanted.signal, () => this.#whyStayed(wanted.port));
  }

  #compare(before: Attachment, after: Attachment | undefined, port: PortId): void {
    if (!isAnother(before, after)) return;
    const mark = this.mark(port) + 1;
    this.#marks.set(port, mark);
    if (hasSurelyLeft(before, after, this.#latest)) this.#departures.set(port, mark);
    else if (!after) this.#outOfSight.set(port, before);
  }

  /** A phone without a path waits for the first word of the USB side, which may know its Port; later it would have to be renamed. */
  #canBePlaced(sighting: Sighting): boolean {
    return namesItsPlace(sighting) || this.hasHeardAll();
  }

  /** A phone that is only lost from sight has not refused anything. */
  #whyStayed(port: PortId): WorkstationError {
    const here = this.at(port);
    if (here && here.source !== 'usb')
      return new WorkstationError('erase.refused', { what: 'the phone did not restart' });
    return new WorkstationError(this.blind()[0]?.why ?? 'device.absent');
  }

  #whyNot({ port, since }: Wanted): WorkstationError {
    const here = this.at(port);
    // What only the USB bus shows has not come back to where it can be worked on.
    if (!here || here.source === 'usb' || (since !== null && this.mark(port) <= since))
      return new WorkstationError('device.not-returned');
    if (here.mode === 'unauthorized') return new WorkstationError('device.unauthorized');
    // Still connecting says as little of a phone as offline does: it has not answered yet.
    if (here.mode === 'offline' || here.mode === 'connecting') return new WorkstationError('device.offline');
    return new WorkstationError('device.wrong-state', { saw: here.mode });
  }

  async #until<T>(find: () => T | null, withinMs: number, signal: AbortSignal, late: () => Error): Promise<T> {
    signal.throwIfAborted();
    const first = find();
    if (first !== null) return first;
    return new Promise<T>((resolve, reject) => {
      const end = (finish: () => void): void => {
        clearTimeout(timer);
        stop();
        signal.removeEventListener('abort', aborted);
        finish();
      };
      const aborted = (): void => end(() => reject(signal.reason));
      const timer = setTimeout(() => end(() => reject(late())), withinMs);
      const stop = this.onChange(() => {
        const found = find();
        if (found !== null) end(() => resolve(found));
      });
      signal.addEventListener('abort', aborted, { once: true });
    });
  }
}
