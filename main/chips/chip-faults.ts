import type { RecordedError } from '../../domain/entry-kinds.ts';
import type { WorkstationError } from '../../domain/errors.ts';
import { openChipData } from './chip-data.ts';
import { LicensedTools } from './licensed-tools.ts';

/** Files about chips and tools of other companies that cannot be used, as far as they are known by now: a tool is only asked when it is wanted. */
export class ChipFaults {
  readonly #listeners = new Set<() => void>();
  #all: readonly RecordedError[];

  constructor(known: readonly RecordedError[]) {
    this.#all = known;
  }

  /** Every one, each with its name and why; those of files first. */
  all(): readonly RecordedError[] {
    return this.#all;
  }

  /** Adds one that came to light. */
  note({ code, facts }: WorkstationError): void {
    this.#all = [...this.#all, { code, facts }];
    for (const listener of this.#listeners) listener();
  }

  /** Calls the listener after each further one; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** Tries every file about chips and every tool of a data folder, and says which of them cannot be used. */
export async function findChipFaults(folder: string): Promise<readonly RecordedError[]> {
  const faults = new ChipFaults(openChipData(folder).faults);
  await new LicensedTools(folder, (error) => faults.note(error)).all();
  return faults.all();
}
