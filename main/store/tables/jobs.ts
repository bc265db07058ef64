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
  /** The newest job of a record, or null. */
  ofRecord(record: RecordId): JobRow | null;
  /** Jobs in any of the states, oldest entry first. */
  inStates(states: readonly JobState[]): JobRow[];
  all(): JobRow[];
  /** Jobs whose record number or model begins with a text, or whose serial number or IMEI is that text, all for an empty text; newest first, at most so many. */
  find(text: string, most: number): JobRow[];
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
  const ofRecord = database.prepare<[string], StoredRow>(
    `SELECT ${columns} FROM jobs WHERE record = ? ORDER BY updated_seq DESC LIMIT 1`,
  );
  const all = database.prepare<[], StoredRow>(`SELECT ${columns} FROM jobs ORDER BY updated_seq`);
  const inStates = database.prepare<[string], StoredRow>(
    `SELECT ${columns} FROM jobs WHERE state IN (SELECT value FROM json_each(?)) ORDER BY updated_seq`,
  );
  const find = database.prepare<[{ text: string; upper: string; after: string; most: number }], StoredRow>(
    `SELECT ${columns} FROM jobs WHERE id IN (
       SELECT id FROM jobs WHERE record >= :upper AND record < :after
       UNION SELECT id FROM jobs WHERE json_extract(device, '$.serial.value') = :text COLLATE NOCASE
       UNION SELECT id FROM jobs WHERE json_extract(device, '$.imeis.value[0]') = :text
       UNION SELECT id FROM jobs WHERE json_extract(device, '$.imeis.value[1]') = :text
       UNION SELECT id FROM jobs WHERE json_extract(device, '$.model.value') >= :text COLLATE NOCASE
         AND json_extract(device, '$.model.value') < :text || char(1114111) COLLATE NOCASE
     ) ORDER BY updated_seq DESC LIMIT :most`,
  );
  const newest = database.prepare<[number], StoredRow>(`SELECT ${columns} FROM jobs ORDER BY updated_seq DESC LIMIT ?`);
  return {
    find: (text, most) => {
      if (text === '') return newest.all(most).map(fromStored);
      const upper = text.toUpperCase();
      return find.all({ text, upper, after: `${upper}\u{10ffff}`, most }).map(fromStored);
    },
    put: (row) => void put.run(toStored(row)),
    get: (id) => {
      const found = get.get(id);
      return found === undefined ? null : fromStored(found);
    },
    ofRecord: (record) => {
      const found = ofRecord.get(record);
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
