import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readRecord } from '../../domain/certificate-record.ts';
import type { Presence } from '../../domain/chip-presence.ts';
import type { EntryBodies, JobEntryKind, RecordedError } from '../../domain/entry-kinds.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { type JobId, jobId, operatorId, type RecordId, recordId } from '../../domain/ids.ts';
import { isEnded, JOB_STATES, type JobEvent, nextJobState } from '../../domain/job.ts';
import type { EntryDraft } from '../../domain/ledger.ts';
import { deviceOnRecord, evidenceOnRecord, findingsOnRecord } from '../../domain/on-record.ts';
import type { Ledger, LedgerTransaction } from '../ledger/ledger.ts';
import type { JobRow, JobsTable } from '../store/tables/jobs.ts';
import type { Job, RunOutcome } from './job.ts';

/** One job entry to be written: its kind, its body, and who acted. */
export interface JobEntry<Kind extends JobEntryKind = JobEntryKind> {
  readonly kind: Kind;
  readonly body: EntryBodies[Kind];
  readonly actor?: string;
}

/** The rows of chips, as far as a job moves them; both belong into the transaction of the job's own entry. */
export interface ChipRows {
  /** Begins the row of a new job's record, and carries into it what other records of the phone show of its chip. */
  begin(job: Pick<Job, 'record' | 'id' | 'port' | 'device'>, within: LedgerTransaction): void;
  /** Carries what is known of the phone's chip once more, and brings the record's row up to its entries; a record of before there were such rows has none. */
  settle(job: Pick<Job, 'record' | 'device'>, within: LedgerTransaction): void;
}

/** An error as the ledger keeps it. */
export function recorded(error: WorkstationError): RecordedError {
  return { code: error.code, facts: error.facts };
}

/** Writes jobs: every entry and the row that follows from it are committed together, before anybody hears of them. */
export class JobBook {
  readonly #ledger: Ledger;
  readonly #jobs: JobsTable;
  readonly #chips: ChipRows | null;
  readonly #heard = new Set<(job: Job) => void>();
  #turns: Promise<void> = Promise.resolve();

  constructor(ledger: Ledger, jobs: JobsTable, chips: ChipRows | null = null) {
    this.#ledger = ledger;
    this.#jobs = jobs;
    this.#chips = chips;
  }

  /** Calls the listener after every committed change of a job. */
  onChange(listener: (job: Job) => void): () => void {
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  /** Numbers for a new job: a record number that a person can read out, and a job id that a phone takes as a file name. */
  newNumbers(now: Date): { id: JobId; record: RecordId } {
    const day = now.toISOString().slice(0, 10).replaceAll('-', '');
    const tail = randomBytes(5).toString('hex').toUpperCase();
    return { id: jobId(`job-${randomBytes(8).toString('hex')}`), record: recordId(`HK-${day}-${tail}`) };
  }

  /** Writes a new job with its first entry, and what its phone was judged to have of a chip. */
  open(job: Job, drafted: EntryBodies['job-drafted'], presence: Presence | null = null): Job {
    this.#commit(job, (within) => {
      const { seq } = within.append(draftOf(job, { kind: 'job-drafted', body: drafted }));
      const { port, id, record } = job;
      const judged = { kind: 'chip-presence-judged', actor: 'workstation', port, job: id, record } as const;
      if (presence) within.append({ ...judged, body: { presence } });
      return seq;
    });
    return job;
  }

  /** Appends entries of a job that change no state. */
  note(job: Job, ...entries: readonly JobEntry[]): void {
    this.#ledger.transaction((within) => {
      for (const entry of entries) within.append(draftOf(job, entry));
    });
  }

  /** Moves a job on, with entries that belong to the move; a forbidden move, or one of a job that has moved meanwhile, throws `app.unexpected` and changes nothing. */
  move(job: Job, event: JobEvent, why: RecordedError | null = null, ...entries: readonly JobEntry[]): Job {
    const to = nextJobState(job.state, event);
    if (to === null) throw new WorkstationError('app.unexpected', { what: `${event} in ${job.state}` });
    const moved = { ...job, state: to };
    this.#commit(moved, (within) => {
      const stands = this.#jobs.get(job.id)?.state;
      if (stands !== job.state) {
        throw new WorkstationError('app.unexpected', {
          what: `${event} in ${job.state}, but it is ${stands ?? 'unknown'}`,
        });
      }
      for (const entry of entries) within.append(draftOf(job, entry));
      const body = { from: job.state, to, event, why };
      return within.append(draftOf(job, { kind: 'job-moved', body })).seq;
    });
    return moved;
  }

  /** A job as it stands, or null. */
  get(id: JobId): Job | null {
    const row = this.#jobs.get(id);
    return row ? { ...row, operator: this.#operatorOf(id) } : null;
  }

  /** The job of a record as it stands, or null. */
  ofRecord(record: RecordId): JobRow | null {
    return this.#jobs.ofRecord(record);
  }

  /** Jobs that fit a text, newest first: see `JobsTable.find`. */
  find(text: string, most: number): readonly JobRow[] {
    return this.#jobs.find(text, most);
  }

  /** Jobs that a crash left without an end, except those that wait for their review. */
  unfinished(): readonly Job[] {
    const rows = this.#jobs.inStates(JOB_STATES.filter((state) => !isEnded(state) && state !== 'awaiting-review'));
    return rows.map((row) => ({ ...row, operator: this.#operatorOf(row.id) }));
  }

  /** What a job that waits for its review left behind, read from its record; null when the record has no phone. */
  outcomeOnRecord(job: Job): RunOutcome | null {
    const record = readRecord(this.#ledger.ofRecord(job.record));
    const device = deviceOnRecord(record);
    if (!device) return null;
    const [findings, evidence] = [findingsOnRecord(record), evidenceOnRecord(record)];
    return { job: { ...job, device }, findings, evidence, error: null };
  }

  /** Jobs that wait for a second person, also those of an earlier day. */
  awaitingReview(): readonly Job[] {
    return this.#jobs.inStates(['awaiting-review']).map((row) => ({ ...row, operator: this.#operatorOf(row.id) }));
  }

  /** The steps of a job that were begun and have no recorded end. */
  openSteps(id: JobId): readonly string[] {
    const open = new Set<string>();
    for (const { entry } of this.#ledger.ofJob(id)) {
      if (entry.kind === 'step-intended') open.add((entry.body as EntryBodies['step-intended']).step.id);
      if (entry.kind === 'step-ended') open.delete((entry.body as EntryBodies['step-ended']).step);
    }
    return [...open];
  }

  /**
   * Waits for this job's turn at the ledger. Each commit waits for the disk; when many jobs wake at once, taking turns
   * leaves the event loop free between them.
   */
  turn(): Promise<void> {
    this.#turns = this.#turns.then(() => nextTurn());
    return this.#turns;
  }

  /** Seals the ledger's head. What was judged is on record already, so a seal that fails is told and made up for by the next one. */
  seal(): void {
    try {
      this.#ledger.sealNow();
    } catch (thrown) {
      process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
    }
  }

  #operatorOf(id: JobId): Job['operator'] {
    const drafted = this.#ledger.ofJob(id).find(({ entry }) => entry.kind === 'job-drafted');
    return operatorId(drafted ? (drafted.entry.body as EntryBodies['job-drafted']).operator : 'unknown');
  }

  #commit(job: Job, write: (within: LedgerTransaction) => number): void {
    this.#ledger.transaction((within) => {
      const updatedSeq = write(within);
      const { id, port, record, state, plan, device } = job;
      this.#jobs.put({ id, port, record, state, plan, device, updatedSeq });
      if (state === 'drafted') this.#chips?.begin(job, within);
      else if (isEnded(state)) this.#chips?.settle(job, within);
    });
    for (const listener of [...this.#heard]) tell(listener, job);
  }
}

/** A listener's fault must not look like a failed move: the move is on the disk. */
function tell(listener: (job: Job) => void, job: Job): void {
  try {
    listener(job);
  } catch (thrown) {
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
  }
}

function draftOf(job: Job, { kind, body, actor }: JobEntry): EntryDraft {
  const { port, id, record } = job;
  return { kind, actor: actor ?? job.operator, port, job: id, record, body } as EntryDraft;
}
