import type { ChipBodies } from '../../domain/chip-entries.ts';
import type { Presence } from '../../domain/chip-presence.ts';
import { isIdentified } from '../../domain/device.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { PortId, RecordId } from '../../domain/ids.ts';
import type { Job } from '../jobs/job.ts';
import type { JobBook } from '../jobs/job-book.ts';
import type { Examined } from '../jobs/job-desk.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Acting } from './acting.ts';
import type { ChipBook, ChipEntry, ChipRecord, RecordEntries } from './chip-book.ts';
import type { PhoneRecords } from './phone-records.ts';

/** Which phone is meant: the one of a record, or the one on a Port. */
export type PhoneMeant =
  | { readonly is: 'record'; readonly record: RecordId }
  | { readonly is: 'port'; readonly port: PortId };

/** The phones that are attached now. */
export interface PhonesAtHand {
  /** The job whose phone is on a Port, or null. */
  jobOn(port: PortId): Pick<Job, 'id' | 'record'> | null;
  /** What was read of the phone on a Port while it never left, or null. */
  examined(port: PortId): Examined | null;
}

/** A record to write to; `begins` is the phone for which it does not exist yet. */
export interface ChipTarget extends ChipRecord {
  readonly begins: Examined | null;
}

/** What records are found and begun with. */
export interface ChipTargetsParts {
  readonly ledger: Ledger;
  readonly book: ChipBook;
  readonly jobs: Pick<JobBook, 'ofRecord' | 'newNumbers'>;
  readonly records: PhoneRecords;
  readonly phones: PhonesAtHand;
  /** Whether a phone has a chip, as far as its model and its own software say. */
  readonly presence: (facts: Examined['facts']) => Presence;
}

/** Finds the record of the phone that is meant, and begins one with the first act about its chip. */
export class ChipTargets {
  readonly #parts: ChipTargetsParts;

  constructor(parts: ChipTargetsParts) {
    this.#parts = parts;
  }

  /** The record of a phone, or null when it has none. */
  recordOf(phone: PhoneMeant): RecordId | null {
    if (phone.is === 'record') return this.at(phone.record)?.record ?? null;
    const job = this.#parts.phones.jobOn(phone.port);
    if (job) return job.record;
    const examined = this.#parts.phones.examined(phone.port);
    return examined && this.#parts.records.of(examined);
  }

  /** A record as it stands, or null when there is none of that number. */
  at(record: RecordId): ChipRecord | null {
    const job = this.#parts.jobs.ofRecord(record);
    if (job) return { record, job: job.id, port: job.port, device: job.device, claims: [] };
    const opened = this.#parts.ledger.ofRecord(record).find(({ entry }) => entry.kind === 'chip-record-opened')?.entry;
    if (!opened) return null;
    const { device, claims } = opened.body as ChipBodies['chip-record-opened'];
    return { record, job: null, port: opened.port as PortId | null, device, claims };
  }

  /**
   * The record to write to: the one of the phone that is meant, or a new number for a phone on a Port that was read. Throws
   * `chip.no-record`, and `device.identity-unreadable` for a phone without any number to be found by.
   */
  toWrite(phone: PhoneMeant): ChipTarget {
    const record = this.recordOf(phone);
    const stands = record === null ? null : this.at(record);
    if (stands) return { ...stands, port: phone.is === 'port' ? phone.port : stands.port, begins: null };
    const examined = phone.is === 'port' ? this.#parts.phones.examined(phone.port) : null;
    if (!examined) throw new WorkstationError('chip.no-record');
    if (!isIdentified(examined.facts)) throw new WorkstationError('device.identity-unreadable');
    const { facts: device, claims, port } = examined;
    const numbers = this.#parts.jobs.newNumbers(new Date());
    return { record: numbers.record, job: null, port, device, claims, begins: examined };
  }

  /** Writes entries to a record, before them what begins it, and with them what they mean for other records. */
  write(
    target: ChipTarget,
    { id, actor }: Acting,
    entries: readonly ChipEntry[],
    others: readonly RecordEntries[] = [],
  ): void {
    const { begins, device, claims, record } = target;
    const opening: readonly ChipEntry[] = [
      { kind: 'chip-record-opened', actor: id, body: { ...actor, device, claims } },
      { kind: 'chip-presence-judged', actor: 'workstation', body: { presence: this.#parts.presence(device) } },
    ];
    this.#parts.book.writeAll([{ of: target, entries: [...(begins ? opening : []), ...entries] }, ...others]);
    if (begins) this.#parts.records.keep(begins, record);
  }
}
