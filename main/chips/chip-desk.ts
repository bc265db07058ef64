import type { ChipBaseline, ChipReading, FreshReading } from '../../domain/chip.ts';
import { isAnotherModel, modelNamesOf, whyUnbindable } from '../../domain/chip-binding.ts';
import { isSecondLookMissing } from '../../domain/chip-file.ts';
import type { ChipGuide } from '../../domain/chip-guide.ts';
import { isLastingSign, presenceOf } from '../../domain/chip-presence.ts';
import { baselineFor, ChipVerdict } from '../../domain/chip-verdict.ts';
import type { ChipDetail } from '../../domain/chip-view.ts';
import { known, samePhone } from '../../domain/device.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId, ReaderId, RecordId } from '../../domain/ids.ts';
import { isSamePerson } from '../../domain/verdict.ts';
import type { Doorkeeper } from '../jobs/job-desk.ts';
import { type Acting, actingNow } from './acting.ts';
import type { ChipBook, ChipEntry, ChipRecord, RecordEntries } from './chip-book.ts';
import type { ChipDetails } from './chip-details.ts';
import type { ChipHash } from './chip-hash.ts';
import type { ChipTarget, ChipTargets, PhoneMeant, PhonesAtHand } from './chip-targets.ts';

/** Finished readings that readers still hold. */
export interface ReadingsAtHand {
  reading(reader: ReaderId, id: string): { readonly fresh: FreshReading; readonly record: RecordId | null };
  /** Whether what the reading is of still lies on the reader. */
  isStillThere(reader: ReaderId, id: string): boolean;
  /** Whether the clock was changed since the reading began, so that nobody knows when it was made. */
  hasClockMoved(reader: ReaderId, id: string): boolean;
  markBound(reader: ReaderId, id: string, record: RecordId): void;
}

/** What is known of chips, from the program's own files and the shop's. */
export interface ChipKnowledge {
  readonly baselines: readonly ChipBaseline[];
  readonly guides: readonly ChipGuide[];
}

/** What the desk works with. */
export interface ChipDeskParts {
  readonly book: ChipBook;
  readonly targets: ChipTargets;
  readonly readings: ReadingsAtHand;
  readonly phones: PhonesAtHand;
  readonly knowledge: ChipKnowledge;
  readonly details: ChipDetails;
  readonly hash: ChipHash;
  /** Where it is required, whoever acts is who is logged in, and never who somebody says. */
  readonly sessions: Doorkeeper;
}

/** A reading, and the phone that a person saw on the reader. */
export interface Binding {
  readonly reader: ReaderId;
  readonly reading: string;
  readonly phone: PhoneMeant;
  readonly who: OperatorId;
}

/** One step of a guide as a person says it went. */
export interface StepDone {
  readonly phone: PhoneMeant;
  readonly guide: string;
  readonly version: string;
  readonly step: string;
  readonly outcome: 'done' | 'not-possible' | 'not-needed';
  readonly saw: string;
  readonly who: OperatorId;
}

/** A reading that may be bound, and whether the clock was changed since. */
interface Unbound extends FreshReading {
  readonly hasClockMoved: boolean;
}

interface ReadingEntries {
  readonly entry: ChipEntry;
  readonly others: readonly RecordEntries[];
}

/** Takes what people do and see about chips and writes it into the record of the phone: readings, silence, steps, overrides. */
export class ChipDesk {
  readonly #parts: ChipDeskParts;

  constructor(parts: ChipDeskParts) {
    this.#parts = parts;
  }

  /**
   * Binds a finished reading to the record of a phone that a person saw on the reader, and begins a record where the phone has none.
   * Throws `chip.reading-gone`, `chip.already-bound`, `chip.multiple` when a loose card or several chips answered, `chip.changed` when another one
   * answered half-way, `chip.wrong-scan` and `chip.no-record`.
   */
  bind({ reader, reading: id, phone, who }: Binding): Promise<ChipDetail> {
    const acting = actingNow(this.#parts.sessions, 'read-chip', who);
    const fresh = this.#unbound(reader, id);
    const { scan, chip, troubles } = fresh.reading;
    const why = whyUnbindable({ scan, kind: chip?.kind ?? null, reasons: troubles });
    if (why !== null) throw new WorkstationError(why);
    const target = this.#parts.targets.toWrite(phone);
    heedScan(target, fresh.reading);
    const { entry, others } = this.#asRead(target, fresh, acting);
    this.#parts.targets.write(target, acting, [entry], others);
    this.#parts.readings.markBound(reader, id, target.record);
    return this.#told(target);
  }

  /**
   * Notes that a reader stays silent in front of a phone that a person saw powered, unlocked and with its NFC on. Throws as `bind`
   * does, and `chip.not-this-phone` when something answered after all.
   */
  attestSilent({ reader, reading: id, phone, who }: Binding): Promise<ChipDetail> {
    const acting = actingNow(this.#parts.sessions, 'read-chip', who);
    const fresh = this.#unbound(reader, id);
    if (!isSilent(fresh.reading)) throw new WorkstationError('chip.not-this-phone');
    const target = this.#parts.targets.toWrite(phone);
    heedScan(target, fresh.reading);
    const said = this.#parts.details
      .presence(target)
      .sources.filter((one) => one.is !== 'reader' || isLastingSign(one));
    const presence = presenceOf([...said, { is: 'reader', says: 'silent', isPhoneAwake: true }]);
    const judged = { kind: 'chip-presence-judged', actor: acting.id, body: { presence } } as const;
    const { entry, others } = this.#asRead(target, fresh, acting);
    this.#parts.targets.write(target, acting, [entry, judged], others);
    this.#parts.readings.markBound(reader, id, target.record);
    return this.#told(target);
  }

  /** Notes how one step of a guide went; throws `ipc.bad-input` for a guide, version, step or answer that is not there, and `chip.no-record`. */
  confirmStep({ phone, guide: guideId, version, step: stepId, outcome, saw, who }: StepDone): Promise<ChipDetail> {
    const acting = actingNow(this.#parts.sessions, 'read-chip', who);
    const guide = this.#parts.knowledge.guides.find((one) => one.id === guideId && one.version === version);
    const step = guide?.steps.find(({ id }) => id === stepId);
    if (!guide || !step) throw new WorkstationError('ipc.bad-input', { path: guide ? 'step' : 'guide' });
    const isAnswer = saw === '' || step.answers.some(({ id }) => id === saw);
    const isUnanswered = outcome === 'done' && saw === '' && step.answers.length > 0;
    if (!isAnswer || isUnanswered) throw new WorkstationError('ipc.bad-input', { path: 'saw' });
    const target = this.#parts.targets.toWrite(phone);
    const { changesChip, who: doer } = step;
    const followed = { guide: { id: guideId, version }, step: stepId, outcome, changesChip, who: doer, saw };
    const body = { ...acting.actor, ...followed };
    this.#parts.targets.write(target, acting, [{ kind: 'chip-guide-step', actor: acting.id, body }]);
    return this.#told(target);
  }

  /** Notes whether an iPhone was let online after its erase, as a person says; throws `chip.no-record`, and `ipc.bad-input` for another phone. */
  noteOnline(phone: PhoneMeant, outcome: 'done' | 'not-done', who: OperatorId): Promise<ChipDetail> {
    const acting = actingNow(this.#parts.sessions, 'read-chip', who);
    const target = this.#parts.targets.toWrite(phone);
    if (!target.device.apple) throw new WorkstationError('ipc.bad-input', { path: 'phone' });
    const body = { ...acting.actor, outcome };
    this.#parts.targets.write(target, acting, [{ kind: 'chip-apple-online', actor: acting.id, body }]);
    return this.#told(target);
  }

  /**
   * Lets a phone be sold against the gate, on record and printed everywhere; where nothing blocks there is nothing to override, and
   * nothing is written. Throws `review.same-person` for somebody who would lift the second look at their own work.
   */
  override(record: RecordId, why: string, who: OperatorId): Promise<ChipDetail> {
    const acting = actingNow(this.#parts.sessions, 'override-chip-gate', who);
    const reason = why.normalize('NFKC').trim();
    if (reason === '') throw new WorkstationError('ipc.bad-input', { path: 'why' });
    const target = this.#parts.targets.toWrite({ is: 'record', record });
    const { sale, blocks } = this.#parts.details.view(record);
    if (sale !== 'blocked') return this.#told(target);
    const isOwnWork = this.#parts.book.ofPhone.handsOn(record).some((one) => isSamePerson(one, acting.id));
    if (isOwnWork && isSecondLookMissing(blocks)) throw new WorkstationError('review.same-person');
    const body = { ...acting.actor, why: reason };
    this.#parts.targets.write(target, acting, [{ kind: 'chip-gate-overridden', actor: acting.id, body }]);
    return this.#told(target);
  }

  /** The chip of a phone; nothing is written. Throws `chip.no-record` where no phone is known. */
  detail(phone: PhoneMeant): Promise<ChipDetail> {
    const record = this.recordOf(phone);
    const stands = record === null ? null : this.#parts.targets.at(record);
    const port = phone.is === 'port' ? phone.port : null;
    if (stands) return this.#parts.details.of({ ...stands, port: port ?? stands.port });
    const examined = port === null ? null : this.#parts.phones.examined(port);
    if (!examined) throw new WorkstationError('chip.no-record');
    return this.#parts.details.of({ record: null, port, device: examined.facts });
  }

  /** The record of a phone, or null when it has none yet. */
  recordOf(phone: PhoneMeant): RecordId | null {
    return this.#parts.targets.recordOf(phone);
  }

  #unbound(reader: ReaderId, id: string): Unbound {
    const { readings } = this.#parts;
    const { fresh, record } = readings.reading(reader, id);
    if (record !== null) throw new WorkstationError('chip.already-bound', { record });
    // Another phone may lie there by now, and a person who looks at it would bind this one's reading to it.
    if (!readings.isStillThere(reader, id)) throw new WorkstationError('chip.reading-gone');
    return { ...fresh, hasClockMoved: readings.hasClockMoved(reader, id) };
  }

  /** A reading as it goes on record, with what it means for other records of that chip. */
  #asRead(target: ChipTarget, { reading, idm, hasClockMoved }: Unbound, { id, actor }: Acting): ReadingEntries {
    // What is read while a tool still works on the chip is out of date before it is written.
    if (this.#parts.book.ofPhone.isToolRunning(target)) throw new WorkstationError('port.busy');
    const baseline = baselineFor(reading, known(target.device.model), this.#parts.knowledge.baselines);
    const { state, reasons, residues } = ChipVerdict.of(reading, baseline);
    // What a program on the phone answers with is not the chip's number.
    const isChips = idm !== null && reading.chip?.kind !== 'host-emulation';
    const idmHash = isChips ? this.#parts.hash(idm) : null;
    const others = idmHash === null ? [] : this.#othersWith(idmHash, target);
    const alsoReadIn = others.at(-1)?.record ?? null;
    const body = {
      ...{ ...actor, reading, idmHash, baseline, state, reasons, residues, alsoReadIn },
      ...(hasClockMoved ? { clockMoved: true as const } : {}),
      ...(isAnotherModel(reading.container?.model ?? '', modelNamesOf(target.device))
        ? { modelDiffers: true as const }
        : {}),
    };
    return { entry: { kind: 'chip-read', actor: id, body }, others: this.#contradicted(others, target) };
  }

  /** Other records, of what is not certainly the same phone, under which this chip was read. */
  #othersWith(idmHash: string, { record, device }: ChipTarget): readonly ChipRecord[] {
    const others = this.#parts.book.readUnder(idmHash).flatMap((row) => this.#parts.targets.at(row.record) ?? []);
    return others.filter((other) => other.record !== record && samePhone(other.device, device) !== 'same');
  }

  /** A chip has one phone: if it is this one's, then what another record says of it was another phone's, and nobody can tell which is right. */
  #contradicted(others: readonly ChipRecord[], { record }: ChipTarget): readonly RecordEntries[] {
    const entry = { kind: 'chip-contradicted', actor: 'workstation', body: { otherRecord: record } } as const;
    const news = others.filter((other) => !this.#parts.details.view(other.record).blocks.includes('another-chip'));
    return news.map((of) => ({ of, entries: [entry] }));
  }

  #told(target: ChipTarget): Promise<ChipDetail> {
    return this.#parts.details.of(target);
  }
}

/** An iPhone is given its one poll alone, and no other phone shows anything at that poll. */
function heedScan({ device }: ChipTarget, { scan }: ChipReading): void {
  if ((scan === 'iphone') !== (device.apple !== undefined)) throw new WorkstationError('chip.wrong-scan');
}

/** Nothing answered a full reading, and nothing else went wrong with it. */
function isSilent({ chip, scan, troubles }: ChipReading): boolean {
  const plain = ['no-answer', 'no-system-list'];
  return chip === null && scan === 'full' && troubles.every((trouble) => plain.includes(trouble));
}
