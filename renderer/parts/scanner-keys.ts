/** The keys of one reading so far: how many, and the longest pause between two of them. */
export interface KeysSoFar {
  readonly count: number;
  readonly lastAtMs: number;
  readonly longestPauseMs: number;
}

/** Before the first key of a reading. */
export const NO_KEYS: KeysSoFar = { count: 0, lastAtMs: 0, longestPauseMs: 0 };

// Scanners that act as keyboards send a key every few milliseconds; a hand needs more than 60 even when it is fast.
const FASTEST_HAND_MS = 50;
const FEWEST_KEYS = 4;

/** Takes a key at its time; after Enter it tells whether a scanner or a hand wrote what came before. */
export function afterKey(
  keys: KeysSoFar,
  key: string,
  atMs: number,
): { readonly keys: KeysSoFar; readonly source: 'scanned' | 'typed' } {
  const pauseMs = keys.count === 0 ? 0 : atMs - keys.lastAtMs;
  const longestPauseMs = Math.max(keys.longestPauseMs, pauseMs);
  const isScanned = keys.count >= FEWEST_KEYS && longestPauseMs < FASTEST_HAND_MS;
  const source = isScanned ? 'scanned' : 'typed';
  if (key === 'Enter') return { keys: NO_KEYS, source };
  if (key.length > 1) {
    // A key that moves or deletes is a hand's; the shift of a capital letter is the scanner's too.
    return {
      keys: key === 'Shift' ? keys : { count: 1, lastAtMs: 0, longestPauseMs: Number.POSITIVE_INFINITY },
      source,
    };
  }
  return { keys: { count: keys.count + 1, lastAtMs: atMs, longestPauseMs }, source };
}
