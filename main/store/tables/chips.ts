import type { Database } from 'better-sqlite3';
import type { ChipState } from '../../../domain/chip.ts';
import type { ChipFile } from '../../../domain/chip-file.ts';
import { type JobId, jobId, type RecordId, recordId } from '../../../domain/ids.ts';

/** What a phone is known by in the rows of chips. */
export interface PhoneNumbers {
  readonly serial: string | null;
  readonly imei: string | null;
  readonly secondImei: string | null;
}

/** How the chip of one record stands; `updatedSeq` is the ledger entry that this follows from. */
export interface ChipRow extends PhoneNumbers {
  readonly record: RecordId;
  readonly job: JobId | null;
  /** The chip that was read last. */
  readonly idmHash: string | null;
  readonly state: ChipState;
  readonly sale: ChipFile['sale'];
  readonly blocks: ChipFile['blocks'];
  readonly maker: string | null;
  readonly model: string | null;
  readonly openedSeq: number;
  readonly updatedSeq: number;
}

/** A licensed tool that runs for a record, and who began it. */
export interface ToolRunRow {
  readonly record: RecordId;
  /** What the tool says of itself, as JSON. */
  readonly tool: string;
  readonly actor: string;
  readonly isAuthenticated: boolean;
  /** UTC with milliseconds. */
  readonly startedAt: string;
}

/** The rows of chips. Writing belongs inside `Ledger.transaction`, after the entry that the change follows from. */
export interface ChipsTable {
  /** Adds the row, or replaces the one of the same record; throws when `updatedSeq` names no entry. */
  put(row: ChipRow): void;
  get(record: RecordId): ChipRow | null;
  /** Notes that a chip was read under a record. */
  addReading(idmHash: string, record: RecordId): void;
  /** Every record under which a chip was read, oldest first. */
  readUnder(idmHash: string): ChipRow[];
  /** Every record of a phone with this serial number or one of these IMEIs, oldest first. */
  ofPhone(numbers: PhoneNumbers): ChipRow[];
  /** Records whose job passed and whose chip keeps the phone from being sold, newest first; none where a later record of the phone lets it be sold. */
  waiting(most: number): ChipRow[];
  hasReadings(): boolean;
  putToolRun(row: ToolRunRow): void;
  endToolRun(record: RecordId): void;
  toolRuns(): ToolRunRow[];
}

type Stored = Omit<ChipRow, 'record' | 'job' | 'blocks'> & {
  readonly record: string;
  readonly job: string | null;
  readonly blocks: string;
};
type StoredRun = Omit<ToolRunRow, 'record' | 'isAuthenticated'> & {
  readonly record: string;
  readonly authenticated: number;
};

const COLUMNS = `chips.record, chips.job, idm_hash AS idmHash, chips.state, sale, blocks, serial, imei, second_imei AS secondImei, maker, model,
  opened_seq AS openedSeq, chips.updated_seq AS updatedSeq`;

/** Prepares the statements on the rows of chips. */
export function chipsTable(database: Database): ChipsTable {
  const put = database.prepare<[Stored]>(
    `INSERT INTO chips (record, job, idm_hash, state, sale, blocks, serial, imei, second_imei, maker, model, opened_seq, updated_seq)
     VALUES (:record, :job, :idmHash, :state, :sale, :blocks, :serial, :imei, :secondImei, :maker, :model, :openedSeq, :updatedSeq)
     ON CONFLICT (record) DO UPDATE SET job = excluded.job, idm_hash = excluded.idm_hash, state = excluded.state,
       sale = excluded.sale, blocks = excluded.blocks, serial = excluded.serial, imei = excluded.imei, second_imei = excluded.second_imei,
       maker = excluded.maker, model = excluded.model, updated_seq = excluded.updated_seq`,
  );
  const get = database.prepare<[string], Stored>(`SELECT ${COLUMNS} FROM chips WHERE record = ?`);
  const addReading = database.prepare<[string, string]>(
    'INSERT INTO chip_readings (idm_hash, record) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const readUnder = database.prepare<[string], Stored>(
    `SELECT ${COLUMNS} FROM chips WHERE record IN (SELECT record FROM chip_readings WHERE idm_hash = ?) ORDER BY opened_seq`,
  );
  // One look into each index; a single condition with OR would read every row.
  const ofPhone = database.prepare<[PhoneNumbers], Stored>(
    `SELECT ${COLUMNS} FROM chips WHERE record IN (
       SELECT record FROM chips WHERE serial = :serial COLLATE NOCASE
       UNION SELECT record FROM chips WHERE imei IN (:imei, :secondImei)
       UNION SELECT record FROM chips WHERE second_imei IN (:imei, :secondImei)
     ) ORDER BY opened_seq`,
  );
  const waiting = database.prepare<[number], Stored>(
    `SELECT ${COLUMNS} FROM chips JOIN jobs ON jobs.id = chips.job
     WHERE chips.sale = 'blocked' AND jobs.state = 'passed' AND NOT EXISTS (
       SELECT 1 FROM chips AS later JOIN jobs AS its ON its.id = later.job
       WHERE later.serial = chips.serial COLLATE NOCASE AND later.imei IS chips.imei
         AND later.maker IS chips.maker AND later.model IS chips.model
         AND later.opened_seq > chips.opened_seq AND later.sale <> 'blocked' AND its.state = 'passed'
     ) ORDER BY jobs.updated_seq DESC LIMIT ?`,
  );
  const anyReading = database.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM chip_readings)').pluck();
  return {
    hasReadings: () => anyReading.get() === 1,
    put: (row) => void put.run({ ...row, blocks: JSON.stringify(row.blocks) }),
    get: (record) => fromStored(get.get(record)),
    addReading: (idmHash, record) => void addReading.run(idmHash, record),
    readUnder: (idmHash) => readUnder.all(idmHash).map(told),
    ofPhone: (numbers) => ofPhone.all(numbers).map(told),
    waiting: (most) => waiting.all(most).map(told),
    ...toolRunStatements(database),
  };
}

function toolRunStatements(database: Database): Pick<ChipsTable, 'putToolRun' | 'endToolRun' | 'toolRuns'> {
  const put = database.prepare<[StoredRun]>(
    `INSERT INTO chip_tool_runs (record, tool, actor, authenticated, started_at)
     VALUES (:record, :tool, :actor, :authenticated, :startedAt)`,
  );
  const end = database.prepare<[string]>('DELETE FROM chip_tool_runs WHERE record = ?');
  const all = database.prepare<[], StoredRun>(
    'SELECT record, tool, actor, authenticated, started_at AS startedAt FROM chip_tool_runs ORDER BY started_at',
  );
  return {
    putToolRun: ({ isAuthenticated, ...row }) => void put.run({ ...row, authenticated: isAuthenticated ? 1 : 0 }),
    endToolRun: (record) => void end.run(record),
    toolRuns: () =>
      all.all().map(({ record, authenticated, ...row }) => ({
        ...row,
        record: recordId(record),
        isAuthenticated: authenticated === 1,
      })),
  };
}

function told({ record, job, blocks, ...row }: Stored): ChipRow {
  const whose = { record: recordId(record), job: job === null ? null : jobId(job) };
  return { ...row, ...whose, blocks: JSON.parse(blocks) as ChipFile['blocks'] };
}

function fromStored(row: Stored | undefined): ChipRow | null {
  return row === undefined ? null : told(row);
}
