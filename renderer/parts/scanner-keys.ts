/** The keys of one reading so far: how many, and the longest pause between two of them. */
export interface KeysSoFar {
  readonly count: number;
  readonly lastAtMs: number;
  readonly longestPauseMs: number;
}

/** Before the first key of a reading. */
export const NO_KEYS: KeysSoFar = { count: 0, lastAtMs: 0, longestPauseMs: 0 };

/** Longer than any pause of a scanner that acts as a keyboard, and shorter than those of a fast hand. */
export const FASTEST_HAND_MS = 50;

/** Longer than any hand pauses within one text: what comes after is another one. */
const NEW_TEXT_MS = 1_500;
const FEWEST_KEYS = 4;

/** Takes a key at its time; at Enter it tells whether a scanner or a hand wrote what came before. */
export function afterKey(
  keys: KeysSoFar,
  key: string,
  atMs: number,
): { readonly keys: KeysSoFar; readonly source: 'scanned' | 'typed' } {
  const pauseMs = keys.count === 0 ? 0 : atMs - keys.lastAtMs;
  const longestPauseMs = Math.max(keys.longestPauseMs, pauseMs);
  const isFast = keys.count >= FEWEST_KEYS && longestPauseMs < FASTEST_HAND_MS;
  const source = isFast ? 'scanned' : 'typed';
  if (key === 'Enter') return { keys: NO_KEYS, source };
  // The shift of a capital letter is the scanner's too; any other key without a letter moves or deletes, which only a hand does.
  if (key === 'Shift') return { keys, source };
  if (key.length > 1) return { keys: { count: 1, lastAtMs: atMs, longestPauseMs: Number.POSITIVE_INFINITY }, source };
  if (pauseMs > NEW_TEXT_MS) return { keys: { count: 1, lastAtMs: atMs, longestPauseMs: 0 }, source };
  return { keys: { count: keys.count + 1, lastAtMs: atMs, longestPauseMs }, source };
}
