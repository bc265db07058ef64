import { type DeviceFacts, samePhone } from '../../domain/device.ts';
import type { PortId, RecordId } from '../../domain/ids.ts';
import type { Examined } from '../jobs/job-desk.ts';

/** A phone that was read on a Port. */
export type PhoneOnPort = Pick<Examined, 'port' | 'facts' | 'mark'>;

interface Begun {
  readonly record: RecordId;
  readonly facts: DeviceFacts;
  readonly mark: number;
}

/** What the records of phones that are attached are looked up by. */
export interface PhoneRecordsParts {
  /** The Port's mark now; null while nobody watches the Ports. */
  readonly mark: (port: PortId) => number | null;
  /** Whether a job has taken a record over. */
  readonly hasJob: (record: RecordId) => boolean;
}

/**
 * Which record the phone on a Port has before any job, in memory only. It holds while the phone never leaves the Port: after that
 * nobody can tell that it is the same one, and it gets a record of its own; the history joins them by the phone's numbers.
 */
export class PhoneRecords {
  readonly #parts: PhoneRecordsParts;
  readonly #begun = new Map<PortId, Begun>();

  constructor(parts: PhoneRecordsParts) {
    this.#parts = parts;
  }

  /** Remembers the record that was begun for a phone. */
  keep({ port, facts, mark }: PhoneOnPort, record: RecordId): void {
    this.#begun.set(port, { record, facts, mark });
  }

  /** The record that was begun for exactly this phone and that no job has yet, or null. */
  of({ port, facts, mark }: PhoneOnPort): RecordId | null {
    const begun = this.#begun.get(port);
    const isHere = begun?.mark === mark && samePhone(begun.facts, facts) === 'same';
    return isHere ? this.on(port) : null;
  }

  /** The record of whatever phone is on a Port now, as long as it never left and no job has it. */
  on(port: PortId): RecordId | null {
    const begun = this.#begun.get(port);
    if (begun === undefined || begun.mark !== this.#parts.mark(port)) return null;
    return this.#parts.hasJob(begun.record) ? null : begun.record;
  }
}
