import { type CarriedChip, carriedChip } from '../../domain/chip-carried.ts';
import type { ChipBodies, ChipEntryKind } from '../../domain/chip-entries.ts';
import { chipFileOf } from '../../domain/chip-fold.ts';
import { type Claim, type DeviceFacts, known } from '../../domain/device.ts';
import type { JobId, PortId, RecordId } from '../../domain/ids.ts';
import type { EntryDraft } from '../../domain/ledger.ts';
import type { Job } from '../jobs/job.ts';
import type { ChipRows } from '../jobs/job-book.ts';
import type { Ledger, LedgerTransaction } from '../ledger/ledger.ts';
import type { ChipRow, ChipsTable, PhoneNumbers, ToolRunRow } from '../store/tables/chips.ts';
import { numbersOf, RecordsOfPhone } from './records-of-phone.ts';

/** The record that an act about a chip belongs to, and the phone as that record knows it. */
export interface ChipRecord {
  readonly record: RecordId;
  readonly job: JobId | null;
  readonly port: PortId | null;
  readonly device: DeviceFacts;
  readonly claims: readonly Claim[];
}

/** One entry about a chip to be written: its kind, its body, and who acted. */
export type ChipEntry = {
  readonly [Kind in ChipEntryKind]: {
    readonly kind: Kind;
    readonly body: ChipBodies[Kind];
    readonly actor: string;
  };
}[ChipEntryKind];

/** Entries to be written to one record. */
export interface RecordEntries {
  readonly of: ChipRecord;
  readonly entries: readonly ChipEntry[];
}

/** Writes what happens to chips: every entry and the row that follows from it are committed together, before anybody hears of them. */
export class ChipBook implements ChipRows {
  /** What is known of a phone's chip under all its records. */
  readonly ofPhone: RecordsOfPhone;
  readonly #ledger: Ledger;
  readonly #table: ChipsTable;

  constructor(ledger: Ledger, table: ChipsTable) {
    this.#ledger = ledger;
    this.#table = table;
    this.ofPhone = new RecordsOfPhone(ledger, table);
  }

  /** Begins the row of a new job's record, or of one that began with its chip, and carries over what is known of the phone's chip; it belongs into the transaction of the draft. */
  begin({ record, id, port, device }: Pick<Job, 'record' | 'id' | 'port' | 'device'>, within: LedgerTransaction): void {
    this.#write(within, { record, job: id, port, device, claims: [] }, []);
  }

  /**
   * Carries over what was not told while nothing could be sold under a job's record, and brings its row up to what its entries amount to by now, inside the
   * transaction that ends the job; a record without a row, of before there were any, stays without.
   */
  settle({ record, device }: Pick<Job, 'record' | 'device'>, within: LedgerTransaction): void {
    const row = this.#table.get(record);
    // An iPhone that came untrusted or out of recovery tells its numbers only in the course of its job.
    if (row) this.#tell(within, { ...row, ...numbersOf(device) }, this.ofPhone.carriedTo({ record, device }));
  }

  /** Writes entries of a record; nothing of them is there when one cannot be written. */
  write(of: ChipRecord, ...entries: readonly ChipEntry[]): void {
    this.writeAll([{ of, entries }]);
  }

  /** Writes entries of several records, all or none. */
  writeAll(all: readonly RecordEntries[]): void {
    this.#ledger.transaction((within) => {
      for (const { of, entries } of all) this.#write(within, of, entries);
    });
  }

  /** Notes that a licensed tool begins, so that a crash cannot hide that it ran. */
  beginTool(of: ChipRecord, run: Omit<ToolRunRow, 'record'>): void {
    this.#ledger.transaction((within) => {
      this.#write(within, of, []);
      this.#table.putToolRun({ ...run, record: of.record });
    });
  }

  /** Writes how a licensed tool's run ended. */
  endTool(of: ChipRecord, entry: Extract<ChipEntry, { kind: 'chip-tool-ran' }>): void {
    this.#ledger.transaction((within) => {
      this.#write(within, of, [entry]);
      this.#table.endToolRun(of.record);
    });
  }

  /** Runs of licensed tools that have no recorded end. */
  openToolRuns(): readonly ToolRunRow[] {
    return this.#table.toolRuns();
  }

  /** The row of a record, or null. */
  row(record: RecordId): ChipRow | null {
    return this.#table.get(record);
  }

  /** Records under which a chip was read, oldest first. */
  readUnder(idmHash: string): readonly ChipRow[] {
    return this.#table.readUnder(idmHash);
  }

  /** Records of a phone, oldest first. */
  recordsOf(numbers: PhoneNumbers): readonly ChipRow[] {
    return this.#table.ofPhone(numbers);
  }

  /** Records whose storage passed and whose chip keeps the phone from being sold, newest first. */
  waiting(most: number): readonly ChipRow[] {
    return this.#table.waiting(most);
  }

  /** Tells whether any chip was ever read at this workstation. */
  hasReadings(): boolean {
    return this.#table.hasReadings();
  }

  #write(within: LedgerTransaction, of: ChipRecord, entries: readonly ChipEntry[]): void {
    const carried = this.ofPhone.carriedTo(of);
    const news: readonly ChipEntry[] = carried ? [carriedEntry(carried)] : [];
    // What was before stands before what is written now, but nothing stands before the entry that begins a record.
    const opening = entries.findIndex(({ kind }) => kind === 'chip-record-opened') + 1;
    this.#append(within, of, [...entries.slice(0, opening), ...news, ...entries.slice(opening)]);
    const { record } = of;
    const hashes = entries.flatMap(({ kind, body }) => (kind === 'chip-read' ? (body.idmHash ?? []) : []));
    this.#put(of, hashes.at(-1));
    for (const hash of hashes) this.#table.addReading(hash, record);
    this.#tellSellable(within, of);
  }

  #append(within: LedgerTransaction, to: Pick<ChipRecord, 'record' | 'job' | 'port'>, entries: readonly ChipEntry[]) {
    const { record, job, port } = to;
    for (const { kind, body, actor } of entries)
      within.append({ kind, body, actor, record, job, port } as EntryDraft<ChipEntryKind>);
  }

  /**
   * Tells other records of the phone that let it be sold, by themselves or by a manager's word, what this one shows against that. What is done to a chip
   * speaks against records that began later alone: an earlier one told of the chip as it was. What keeps the phone from being sold learns it when it is written to.
   */
  #tellSellable(within: LedgerTransaction, { record, device }: Pick<ChipRecord, 'record' | 'device'>): void {
    const here = { record, chip: this.ofPhone.read(record) };
    const openedSeq = this.#table.get(record)?.openedSeq ?? 0;
    for (const { row, chip } of this.ofPhone.others({ record, device })) {
      if (row.sale === 'blocked') continue;
      const isLater = row.openedSeq > openedSeq;
      const told = isLater ? here : { record, chip: { ...here.chip, chipActs: [] } };
      const news = carriedChip(chip, [told], device);
      if (news) this.#tell(within, row, news);
    }
  }

  #tell(within: LedgerTransaction, row: ChipRow, news: CarriedChip | null): void {
    const { record, job } = row;
    if (news) this.#append(within, { record, job, port: null }, [carriedEntry(news)]);
    this.#table.put({ ...row, ...this.#fileOf(record), updatedSeq: this.#ledger.head().seq });
  }

  #put({ record, job, device }: Pick<ChipRecord, 'record' | 'job' | 'device'>, idmHash?: string): void {
    const before = this.#table.get(record);
    const { seq } = this.#ledger.head();
    this.#table.put({
      record,
      job: job ?? before?.job ?? null,
      idmHash: idmHash ?? before?.idmHash ?? null,
      ...this.#fileOf(record),
      ...numbersOf(device),
      maker: known(device.maker),
      model: known(device.model),
      openedSeq: before?.openedSeq ?? seq,
      updatedSeq: seq,
    });
  }

  #fileOf(record: RecordId): Pick<ChipRow, 'state' | 'sale' | 'blocks'> {
    const { state, sale, blocks } = chipFileOf(this.#ledger.ofRecord(record).map(({ entry }) => entry));
    return { state, sale, blocks };
  }
}

function carriedEntry(body: CarriedChip): ChipEntry {
  return { kind: 'chip-carried-over', actor: 'workstation', body };
}
