import type { Residue } from '../../domain/chip.ts';
import { isChipKind } from '../../domain/chip-entries.ts';
import { UNREAD_CHIP } from '../../domain/chip-file.ts';
import { chipFileOf } from '../../domain/chip-fold.ts';
import type { ChipView, NamedResidue } from '../../domain/chip-view.ts';
import type { RecordId } from '../../domain/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** Says what a residue is called. */
export type NameResidue = (residue: Residue) => NamedResidue;

const MOST_KEPT = 1_000;

/** The chip of a phone that has no record. */
export const CHIP_WITHOUT_RECORD: ChipView = { ...UNREAD_CHIP, record: null, residues: [] };

/**
 * The chips of records as screens show them, folded from the ledger's own entries. What was folded is kept until the next entry of that
 * record is committed; it must be made before anybody who asks it when an entry is committed.
 */
export class ChipViews {
  readonly #ledger: Ledger;
  readonly #name: NameResidue;
  readonly #kept = new Map<RecordId, ChipView>();
  readonly #heard = new Set<(record: RecordId) => void>();
  readonly #stop: () => void;

  constructor(ledger: Ledger, name: NameResidue) {
    this.#ledger = ledger;
    this.#name = name;
    this.#stop = ledger.onAppend(({ entry }) => {
      if (entry.record === null) return;
      const record = entry.record as RecordId;
      this.#kept.delete(record);
      if (isChipKind(entry.kind)) for (const listener of [...this.#heard]) listener(record);
    });
  }

  /** The chip of a record; one without entries is unread. */
  of(record: RecordId): ChipView {
    const kept = this.#kept.get(record);
    if (kept) return kept;
    const { residues, ...file } = chipFileOf(this.#ledger.ofRecord(record).map(({ entry }) => entry));
    const view: ChipView = { ...file, record, residues: residues.map(this.#name) };
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(record, view);
    return view;
  }

  /** Calls the listener with the record after every committed entry about a chip. */
  onChange(listener: (record: RecordId) => void): () => void {
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  /** Hears nothing any more. */
  close(): void {
    this.#stop();
    this.#heard.clear();
  }
}
