import type { ProgressView } from '../../../domain/window-state.ts';

/** One speed that was seen: when, counted from the first one, and how fast. */
export interface RateSample {
  readonly atMs: number;
  readonly bytesPerSecond: number;
}

const MOST_SAMPLES = 600;

/** The history with one more speed; without a speed it stays as it is, and when it grows long every other sample is left out. */
export function withRate(
  history: readonly RateSample[],
  progress: Pick<ProgressView, 'bytesPerSecond'> | null,
  atMs: number,
): readonly RateSample[] {
  if (progress?.bytesPerSecond == null) return history;
  const last = history.at(-1);
  if (last && atMs <= last.atMs) return history;
  const longer = [...history, { atMs, bytesPerSecond: progress.bytesPerSecond }];
  if (longer.length <= MOST_SAMPLES) return longer;
  return longer.filter((_, at) => at % 2 === 0 || at === longer.length - 1);
}

/** The slowest, the middle and the fastest of what was seen, and the last; null when nothing was. */
export function rateSummary(history: readonly RateSample[]): {
  readonly slowest: number;
  readonly middle: number;
  readonly fastest: number;
  readonly last: number;
} | null {
  const rates = history.map(({ bytesPerSecond }) => bytesPerSecond).toSorted((a, b) => a - b);
  const [slowest] = rates;
  const [middle, fastest, last] = [rates[Math.floor(rates.length / 2)], rates.at(-1), history.at(-1)?.bytesPerSecond];
  if (slowest === undefined || middle === undefined || fastest === undefined || last === undefined) return null;
  return { slowest, middle, fastest, last };
}
