import { type CarriedChip, carriedChip, isRecordOf } from '../../domain/chip-carried.ts';
import { type ChipRecord, handsOf, readChipRecord } from '../../domain/chip-record.ts';
import { type DeviceFacts, known } from '../../domain/device.ts';
import type { RecordId } from '../../domain/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ChipRow, ChipsTable, PhoneNumbers } from '../store/tables/chips.ts';

/** What a phone is found by in the rows: its serial number and its first two IMEIs. */
export function numbersOf(device: DeviceFacts): PhoneNumbers {
  const [imei = null, secondImei = null] = known(device.imeis) ?? [];
  return { serial: known(device.serial)?.trim() || null, imei, secondImei };
}

/** A phone, and which of its records is asked about; null: one that is not begun yet. */
export interface RecordOfPhone {
  readonly record: RecordId | null;
  readonly device: DeviceFacts;
}

/** Another record of a phone: its row, and what its entries say of the chip. */
export interface OtherRecord {
  readonly row: ChipRow;
  readonly chip: ChipRecord;
}

/** Says what is known of a phone's chip under all records that are certainly of that phone; it writes nothing. */
export class RecordsOfPhone {
  readonly #ledger: Ledger;
  readonly #table: Pick<ChipsTable, 'get' | 'ofPhone' | 'toolRuns'>;

  constructor(ledger: Ledger, table: Pick<ChipsTable, 'get' | 'ofPhone' | 'toolRuns'>) {
    this.#ledger = ledger;
    this.#table = table;
  }

  /** What the entries of one record say of its chip. */
  read(record: RecordId): ChipRecord {
    return readChipRecord(this.#ledger.ofRecord(record).map(({ entry }) => entry));
  }

  /** The phone's other records, oldest first; one that may be another phone's is none. */
  others({ record, device }: RecordOfPhone): readonly OtherRecord[] {
    return this.#table
      .ofPhone(numbersOf(device))
      .filter((row) => row.record !== record)
      .map((row) => ({ row, chip: this.read(row.record) }))
      .filter(({ chip }) => isRecordOf(chip, device));
  }

  /** What the phone's other records show of its chip and this one does not say; null when that is nothing. */
  carriedTo(phone: RecordOfPhone): CarriedChip | null {
    const own = phone.record === null ? readChipRecord([]) : this.read(phone.record);
    const others = this.others(phone).map(({ row, chip }) => ({ record: row.record, chip }));
    return carriedChip(own, others, phone.device);
  }

  /** Everybody who erased the phone of a record or did something to its chip. */
  handsOn(record: RecordId): readonly string[] {
    return handsOf(this.read(record));
  }

  /** Tells whether a licensed tool works on the phone's chip now, under whichever record. */
  isToolRunning({ record, device }: RecordOfPhone): boolean {
    const isThis = (other: RecordId): boolean => other === record || isRecordOf(this.read(other), device);
    return this.#table.toolRuns().some((run) => isThis(run.record));
  }

  /** Tells whether this record, or one that began after it, lets the phone be sold. */
  isSellableSince(phone: RecordOfPhone & { readonly record: RecordId }): boolean {
    const own = this.#table.get(phone.record);
    if (own === null) return false;
    const later = this.others(phone).filter(({ row }) => row.openedSeq > own.openedSeq);
    return [own, ...later.map(({ row }) => row)].some(({ sale }) => sale === 'allowed');
  }
}
