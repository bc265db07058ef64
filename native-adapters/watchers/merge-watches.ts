import type { WatchedPhones } from './watched-phones.ts';

/** Yields what any of the watches yields, in the order of arrival, until all have ended; the failure of one is the failure of all. */
export async function* mergeWatches(
  watches: readonly AsyncIterable<WatchedPhones>[],
): AsyncGenerator<WatchedPhones, void, undefined> {
  const sources = watches.map((watch) => watch[Symbol.asyncIterator]());
  const step = async (source: AsyncIterator<WatchedPhones>) => ({ source, result: await source.next() });
  const pending = new Map(sources.map((source) => [source, step(source)]));
  while (pending.size > 0) {
    const { source, result } = await Promise.race(pending.values());
    if (result.done) pending.delete(source);
    else {
      pending.set(source, step(source));
      yield result.value;
    }
  }
}
