import type { ReaderView } from '../../domain/chip-view.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { ReaderDesk } from '../readers/reader-desk.ts';

const SEEN_WITHIN_MS = 6_000;
const OPEN_WITHIN_MS = 12_000;
const LAID_WITHIN_MS = 5_000;
const READ_WITHIN_MS = 60_000;

/** Waits until something is found at the desk, or null when the time is over; what looking throws ends it at once. */
async function found<T>(desk: ReaderDesk, find: () => T | null, withinMs: number): Promise<T | null> {
  const first = find();
  if (first !== null) return first;
  return new Promise<T | null>((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      stop();
      settle();
    };
    const timer = setTimeout(() => end(() => resolve(null)), withinMs);
    const stop = desk.onChange(() => {
      try {
        const value = find();
        if (value !== null) end(() => resolve(value));
      } catch (thrown) {
        // The desk would take it for a fault of the listener, and this would wait on for nothing.
        end(() => reject(thrown));
      }
    });
  });
}

/** Every reader once it was opened or is known not to open; what takes too long is shown as it is. */
export async function settledReaders(desk: ReaderDesk): Promise<readonly ReaderView[]> {
  await found(desk, () => desk.hasHeardAll() || null, SEEN_WITHIN_MS);
  const areSettled = (): true | null => desk.views().every(({ is }) => is !== 'opening') || null;
  await found(desk, areSettled, OPEN_WITHIN_MS);
  return desk.views();
}

/** The reader that is meant, by place or model; without a word the first that has a driver. Throws `reader.absent`, or why none can be seen. */
export async function readerMeant(desk: ReaderDesk, wanted: string | undefined): Promise<ReaderView> {
  const isMeant = ({ reader, model }: ReaderView): boolean =>
    wanted === undefined ? model !== null : reader === wanted || model === wanted;
  const views = await settledReaders(desk);
  const meant = views.find(isMeant);
  const blind = desk.blind();
  if (!meant) throw new WorkstationError(blind ?? 'reader.absent');
  return meant;
}

/**
 * One finished reading of what lies on a reader: of a chip that lies still, or after five seconds of whatever is there. Where the reader
 * failed, its view says why; throws `reader.unplugged` as soon as it is gone.
 */
export async function readOnce(desk: ReaderDesk, reader: ReaderView['reader']): Promise<ReaderView> {
  const view = (): ReaderView => {
    const here = desk.views().find((one) => one.reader === reader);
    if (!here) throw new WorkstationError('reader.unplugged');
    return here;
  };
  const ended = (): ReaderView | null => {
    const now = view();
    return now.error !== null || now.is === 'fault' || now.is === 'read' ? now : null;
  };
  if (view().scan === 'full') {
    const isDecided = (): ReaderView | null => ended() ?? (view().help === 'one-only' ? view() : null);
    const decided = await found(desk, isDecided, LAID_WITHIN_MS);
    if (decided !== null && ended() !== null) return decided;
    // A reading that began just in time is waited for, not begun anew.
    if (view().is === 'reading') return (await found(desk, ended, READ_WITHIN_MS)) ?? view();
  }
  desk.readAgain(reader);
  return (await found(desk, ended, READ_WITHIN_MS)) ?? view();
}
