import type { Progress } from '../../domain/adapter.ts';
import type { ProgressView } from '../../domain/window-state.ts';

const LEAST_SPAN_MS = 1_000;
const FORGET_MS = 8_000;

interface Sample {
  readonly atMs: number;
  readonly done: number;
}

/** Tells how fast one job comes on: smoothed over some seconds, told anew for each stage, and null until it can be told. */
export class ProgressPace {
  #stage: Progress['stage'] | null = null;
  #samples: Sample[] = [];

  /** The progress as a screen shows it; `atMs` is of a clock that never goes back. */
  take({ stage, done, total }: Progress, atMs: number): ProgressView {
    const last = this.#samples.at(-1);
    if (stage !== this.#stage || (last !== undefined && done < last.done)) this.#samples = [];
    this.#stage = stage;
    this.#samples = [...this.#samples.filter((one) => atMs - one.atMs <= FORGET_MS), { atMs, done }];
    const bytesPerSecond = this.#speed();
    const left = total === null ? null : Math.max(0, total - done);
    const canTell = left !== null && bytesPerSecond !== null && bytesPerSecond > 0;
    return {
      stage,
      done,
      total,
      bytesPerSecond,
      remainingMs: canTell ? Math.round((left / bytesPerSecond) * 1000) : null,
    };
  }

  #speed(): number | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last) return null;
    const spanMs = last.atMs - first.atMs;
    if (spanMs < LEAST_SPAN_MS) return null;
    return Math.max(0, Math.round(((last.done - first.done) / spanMs) * 1000));
  }
}
