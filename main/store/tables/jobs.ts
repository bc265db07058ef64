import type { Database } from 'better-sqlite3';
import type { DeviceFacts } from '../../../domain/device.ts';
import type { Plan } from '../../../domain/erasure.ts';
import { type JobId, jobId, type PortId, portId, type RecordId, recordId } from '../../../domain/ids.ts';
import type { JobState } from '../../../domain/job.ts';

/** A job as it stands now; `updatedSeq` is the ledger entry that this state follows from. */
export interface JobRow {
  readonly id: JobId;
  readonly port: PortId;
  readonly record: RecordId;
  readonly state: JobState;
  readonly plan: Plan | null;
  readonly device: DeviceFacts;
  readonly updatedSeq: number;
}

/** The job rows. Writing belongs inside `Ledger.transaction`, after the entry that the change follows from. */
export interface JobsTable {
  /** Adds the row, or replaces the one with the same id; throws when `updatedSeq` names no entry. */
  put(row: JobRow): void;
  get(id: JobId): JobRow | null;
  /** Jobs in any of the states, oldest entry first. */
  inStates(states: readonly JobState[]): JobRow[];
  all(): JobRow[];
}

interface StoredRow {
  readonly id: string;
  readonly port: string;
  readonly record: string;
  readonly state: string;
  readonly plan: string | null;
  readonly device: string;
  readonly updatedSeq: number;
}

/** Prepares the statements on the job rows. */
export function jobsTable(database: Database): JobsTable {
  const columns = 'id, port, record, state, plan, device, updated_seq AS updatedSeq';
  const put = database.prepare<[StoredRow]>(
    `INSERT INTO jobs (id, port, record, state, plan, device, updated_seq)
     VALUES (:id, :port, :record, :state, :plan, :device, :updatedSeq)
     ON CONFLICT (id) DO UPDATE SET port = excluded.port, record = excluded.record, state = excluded.state,
       plan = excluded.plan, device = excluded.device, updated_seq = excluded.updated_seq`,
  );
  const get = database.prepare<[string], StoredRow>(`SELECT ${columns} FROM jobs WHERE id = ?`);
  const all = database.prepare<[], StoredRow>(`SELECT ${columns} FROM jobs ORDER BY updated_seq`);
  const inStates = database.prepare<[string], StoredRow>(
    `SELECT ${columns} FROM jobs WHERE state IN (SELECT value FROM json_each(?)) ORDER BY updated_seq`,
  );
  return {
    put: (row) => void put.run(toStored(row)),
    get: (id) => {
      const found = get.get(id);
      return found === undefined ? null : fromStored(found);
    },
    inStates: (states) => inStates.all(JSON.stringify(states)).map(fromStored),
    all: () => all.all().map(fromStored),
  };
}

function toStored(row: JobRow): StoredRow {
  const plan = row.plan === null ? null : JSON.stringify(row.plan);
  return { ...row, plan, device: JSON.stringify(row.device) };
}

function fromStored(row: StoredRow): JobRow {
  return {
    id: jobId(row.id),
    port: portId(row.port),
    record: recordId(row.record),
    state: row.state as JobState,
    plan: row.plan === null ? null : (JSON.parse(row.plan) as Plan),
    device: JSON.parse(row.device) as DeviceFacts,
    updatedSeq: row.updatedSeq,
  };
}
