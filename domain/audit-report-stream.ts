import type { AuditException, AuditKey, AuditPeriod } from './audit-report.ts';
import { AuditPeople, deskException } from './audit-report-people.ts';
import { dayOf, isInPeriod } from './audit-report-period.ts';
import { isChipKind } from './chip-entries.ts';
import { CHAIN_KINDS } from './ledger.ts';
import type { ReadEntry } from './ledger-frame.ts';
import { fieldOf, textOf } from './ledger-meaning.ts';
import type { RecordedSetting } from './operator-entries.ts';
import type { RecordedTime } from './report.ts';

/**
 * Takes the entries of a whole ledger one after another and keeps what a report of one period needs of them: where each
 * record of the period stands, who did what, and what happened to the chain. No entry is kept.
 */
export class AuditStream {
  readonly #period: AuditPeriod;
  /** Records of before or after the period that have entries in it. */
  readonly carriedOver = new Set<string>();
  readonly exceptions: AuditException[] = [];
  readonly keys: AuditKey[] = [];
  readonly people = new AuditPeople();
  readonly #records = new Map<string, number[]>();
  readonly #withJob = new Set<string>();
  readonly #elsewhere = new Set<string>();
  readonly #shop = new Map<string, string>();
  #practice = false;
  #workstation: string | null = null;
  #asOf: RecordedTime | null = null;
  #lastSealSeq: number | null = null;
  #inPeriod = { entries: 0, firstSeq: null as number | null, lastSeq: null as number | null };

  constructor(period: AuditPeriod) {
    this.#period = period;
  }

  /** The places of the entries of each record whose first entry lies in the period; a chip that was read without any job makes no record of an erasure. */
  get records(): ReadonlyMap<string, readonly number[]> {
    return new Map([...this.#records].filter(([record]) => this.#withJob.has(record)));
  }

  /** Whether any entry was one of practice; one is enough. */
  get practice(): boolean {
    return this.#practice;
  }

  /** The workstation that the first entry names. */
  get workstation(): string | null {
    return this.#workstation;
  }

  /** The time of the newest entry. */
  get asOf(): RecordedTime | null {
    return this.#asOf;
  }

  /** The newest seal. */
  get lastSealSeq(): number | null {
    return this.#lastSealSeq;
  }

  /** What the shop said of itself last, in these settings, those that are empty left out. */
  shop(...settings: readonly RecordedSetting[]): string {
    return settings.flatMap((setting) => this.#shop.get(setting) || []).join(' / ');
  }

  /** What of the ledger is dated in the period. */
  get inPeriod(): { readonly entries: number; readonly firstSeq: number | null; readonly lastSeq: number | null } {
    return { ...this.#inPeriod };
  }

  /** Takes the next entry; `place` is where it lies in the ledger, should that not be its own number. */
  push(entry: ReadEntry, place: number = entry.seq): void {
    const time = { at: entry.at, offsetMinutes: entry.offsetMinutes, clock: entry.clock };
    this.#practice ||= entry.practice;
    this.#workstation ??= entry.workstation;
    this.#asOf = time;
    this.#noteChain(entry);
    this.people.learn(entry);
    if (entry.kind === 'setting-changed') this.#shop.set(textOf(entry.body, 'setting'), textOf(entry.body, 'to'));
    const isDated = isInPeriod(this.#period, dayOf(entry));
    this.#place(entry.record, place, isDated);
    if (entry.record !== null && !isChipKind(entry.kind)) this.#withJob.add(entry.record);
    if (!isDated) return;
    this.#inPeriod.entries += 1;
    this.#inPeriod.firstSeq ??= entry.seq;
    this.#inPeriod.lastSeq = entry.seq;
    this.#noteEvent(entry, time);
    this.people.count(entry);
  }

  #place(record: string | null, place: number, isDated: boolean): void {
    if (record === null) return;
    const places = this.#records.get(record);
    if (places !== undefined) places.push(place);
    else if (this.#elsewhere.has(record)) {
      if (isDated) this.carriedOver.add(record);
    } else if (isDated) this.#records.set(record, [place]);
    else this.#elsewhere.add(record);
  }

  #noteChain({ kind, body, seq }: ReadEntry): void {
    if (kind === CHAIN_KINDS.opened) this.keys.push({ keyId: textOf(body, 'keyId'), fromSeq: seq });
    else if (kind === CHAIN_KINDS.rotated) this.keys.push({ keyId: textOf(body, 'newKeyId'), fromSeq: seq });
    else if (kind === CHAIN_KINDS.sealed) this.#lastSealSeq = seq;
  }

  #noteEvent(entry: ReadEntry, time: RecordedTime): void {
    const { kind, body, seq, record } = entry;
    const note = (what: AuditException['kind'], detail: string): void =>
      void this.exceptions.push({ kind: what, seq, record, time, detail });
    if (kind === CHAIN_KINDS.clockWentBack)
      note('clock-went-back', `${textOf(body, 'before')} > ${textOf(body, 'now')}`);
    else if (kind === CHAIN_KINDS.rotated) note('key-rotated', textOf(body, 'newKeyId'));
    else if (kind === 'certificate-issued' && fieldOf(body, 'issue') !== 'original') {
      note('reprint', String(fieldOf(body, 'number') ?? ''));
    }
    const odd = deskException(entry);
    if (odd !== null) note(odd.kind, odd.detail);
  }
}
