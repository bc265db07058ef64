import { setTimeout as pause } from 'node:timers/promises';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { asWorkstationError } from '../../domain/errors.ts';
import type { BenchView } from '../../domain/window-state.ts';
import type { Workbench } from '../open-workbench.ts';

const AGAIN_MS = 3_000;

/** What keeps a bench open. */
export interface BenchKeeperParts {
  readonly open: () => Promise<Workbench>;
  /** Called whenever the bench has opened or closed. */
  readonly onChange: () => void;
  readonly againMs?: number;
}

/** Opens the bench, and opens it again every few seconds while it cannot be: a workstation whose overwriter is damaged still has its window, its records and its help. */
export class BenchKeeper {
  readonly #parts: BenchKeeperParts;
  readonly #stopped = new AbortController();
  readonly #kept: Promise<void>;
  #bench: Workbench | null = null;
  #error: RecordedError | null = null;

  constructor(parts: BenchKeeperParts) {
    this.#parts = parts;
    this.#kept = this.#keep();
  }

  /** The open bench, or null. */
  get bench(): Workbench | null {
    return this.#bench;
  }

  /** The bench as the board shows it. */
  view(): BenchView {
    const board = this.#bench?.board;
    const blind = (board?.blind() ?? []).map(({ source, why }) => ({ source, why: { code: why, facts: {} } }));
    const closed = this.#error === null ? 'opening' : 'closed';
    const error = this.#bench ? null : this.#error;
    return { is: this.#bench ? 'open' : closed, error, blind, ambiguous: board?.ambiguous().length ?? 0 };
  }

  /** Closes the bench and opens it no more. */
  async close(): Promise<void> {
    this.#stopped.abort();
    await this.#bench?.close();
    await this.#kept;
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        const bench = await this.#parts.open();
        this.#become(bench, null);
        if (signal.aborted) await bench.close();
        await bench.watching;
        return;
      } catch (thrown) {
        const { code, facts } = asWorkstationError(thrown);
        this.#become(null, { code, facts });
      }
      await pause(this.#parts.againMs ?? AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  #become(bench: Workbench | null, error: RecordedError | null): void {
    const isNews = bench !== this.#bench || error?.code !== this.#error?.code;
    this.#bench = bench;
    this.#error = error;
    if (isNews) this.#parts.onChange();
  }
}
