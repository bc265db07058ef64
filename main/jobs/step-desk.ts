import type { OperatorAnswer, Progress, StepContext } from '../../domain/adapter.ts';
import {
  agreeingNumbers,
  type DeviceFacts,
  known,
  mergeFacts,
  type SamePhone,
  samePhone,
} from '../../domain/device.ts';
import type { EntryBodies } from '../../domain/entry-kinds.ts';
import type { InstructionId, Step } from '../../domain/erasure.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { PortId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Attachment, PhoneMode } from '../../domain/port.ts';
import type { PortBoard } from '../devices/port-board.ts';
import type { Job } from './job.ts';
import type { JobBook, JobEntry } from './job-book.ts';

/** The persons at the bench: they are asked one thing at a time and say what they saw. */
export interface People {
  /** Asks the operator of a job to do something at a Port; rejects when nobody answers. */
  follow(port: PortId, instruction: InstructionId, signal: AbortSignal): Promise<OperatorAnswer>;
}

/** What a running job needs around it. */
export interface StepDeskParts {
  readonly board: PortBoard;
  readonly book: JobBook;
  readonly people: People;
  readonly signal: AbortSignal;
  readonly overwriteKey: Uint8Array;
  /** The Port's mark at which the phone was identified. */
  readonly knownSince: number;
  readonly onProgress: (progress: Progress) => void;
}

/** The desk at which the steps of one job are worked: it is the adapter's whole view of the workstation. */
export class StepDesk implements StepContext {
  readonly port: PortId;
  readonly device: DeviceFacts;
  readonly signal: AbortSignal;
  readonly overwriteKey: Uint8Array;
  readonly #parts: StepDeskParts;
  readonly #evidence: Evidence[] = [];
  #job: Job;
  #latest: DeviceFacts;
  #step: Step | null = null;

  constructor(job: Job, parts: StepDeskParts) {
    this.#job = job;
    this.#parts = parts;
    this.port = job.port;
    this.device = job.device;
    this.#latest = job.device;
    this.signal = parts.signal;
    this.overwriteKey = parts.overwriteKey;
  }

  get job(): Job['id'] {
    return this.#job.id;
  }

  get latest(): DeviceFacts {
    return this.#latest;
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence;
  }

  /** The job as it stands now. */
  get current(): Job {
    return this.#job;
  }

  /** Moves the job on. */
  moveTo(job: Job): void {
    this.#job = job;
  }

  /** The step in hand, or null before the first. */
  get step(): Step | null {
    return this.#step;
  }

  /** Takes a step in hand. */
  begin(step: Step): void {
    this.#step = step;
  }

  learn(facts: DeviceFacts): void {
    this.signal.throwIfAborted();
    requireSame(this.compare(facts, 'read again when it tells more'));
  }

  /** Compares what was read of the phone again with what the job knows, puts both on record, and keeps it only where it is the same phone. */
  compare(facts: DeviceFacts, source: string): SamePhone {
    const before = this.#latest;
    const result = samePhone(before, facts);
    const body = { step: this.#step?.id ?? '', result, before: shown(before), after: shown(facts) };
    const agree = agreeingNumbers(before, facts);
    const data: JsonObject = { result, agree, facts: JSON.parse(JSON.stringify(facts)) as JsonObject };
    this.record([{ kind: 'identity', source, data }], { before: { kind: 'identity-confirmed', body } });
    if (result === 'same') this.#latest = mergeFacts(before, facts);
    return result;
  }

  /** Records evidence in the ledger, with the entries that belong before and after it in one commit, then lets the steps see it. */
  record(
    evidence: readonly Evidence[],
    around: { readonly before?: JobEntry; readonly after?: readonly JobEntry[] } = {},
  ): void {
    const step = this.#step?.id ?? '';
    const entries = evidence.map((one) => ({ kind: 'evidence-recorded' as const, body: { step, evidence: one } }));
    const before = around.before ? [around.before] : [];
    this.#parts.book.note(this.#job, ...before, ...entries, ...(around.after ?? []));
    this.#evidence.push(...evidence);
  }

  attachment(): Attachment {
    // An act that goes on after its job was stopped must not find the phone any more.
    this.signal.throwIfAborted();
    const here = this.present();
    // What only the USB bus shows cannot be worked on.
    if (!here || here.source === 'usb') throw new WorkstationError('device.unplugged');
    return here;
  }

  present(): Attachment | null {
    return this.#parts.board.at(this.port);
  }

  mark(): number {
    return this.#parts.board.mark(this.port);
  }

  awaitReturn(since: number | null, modes: readonly PhoneMode[], withinMs: number): Promise<Attachment> {
    this.reportProgress({ stage: 'waiting', done: 0, total: null });
    return this.#parts.board.awaitReturn({ port: this.port, since, modes, withinMs, signal: this.signal });
  }

  hasLeft(since: number): boolean {
    return this.#parts.board.hasLeft(this.port, since);
  }

  awaitAbsence(since: number, withinMs: number): Promise<void> {
    return this.#parts.board.awaitAbsence({ port: this.port, since, withinMs, signal: this.signal });
  }

  note(evidence: Evidence): void {
    this.signal.throwIfAborted();
    this.record([evidence]);
  }

  reportProgress(progress: Progress): void {
    if (!this.signal.aborted) this.#parts.onProgress(progress);
  }

  async askOperator(instruction: InstructionId): Promise<OperatorAnswer> {
    this.signal.throwIfAborted();
    this.#job = this.#parts.book.move(this.#job, 'operator-needed');
    const answer = await this.#parts.people.follow(this.port, instruction, this.signal);
    const body = { step: this.#step?.id ?? '', instruction, operator: answer.operator, saw: answer.saw };
    this.#job = this.#parts.book.move(this.#job, 'operator-done', null, {
      kind: 'operator-acted',
      body,
      actor: answer.operator,
    });
    return answer;
  }

  now(): Date {
    return new Date();
  }
}

/** Throws `device.identity-mismatch` for another phone and `device.identity-unreadable` where nobody can tell. */
export function requireSame(result: SamePhone): void {
  if (result === 'different') throw new WorkstationError('device.identity-mismatch');
  if (result === 'cannot-tell') throw new WorkstationError('device.identity-unreadable');
}

function shown({ serial, imeis, model }: DeviceFacts): EntryBodies['identity-confirmed']['before'] {
  return { serial: known(serial), imeis: known(imeis) ?? [], model: known(model) };
}
