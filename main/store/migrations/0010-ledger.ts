/** The ledger: one row an entry, held append-only by the database itself. */
export const migration0010 = {
  number: 10,
  name: 'ledger',
  sql: `
    CREATE TABLE ledger (
      seq INTEGER PRIMARY KEY,
      entry TEXT NOT NULL CHECK (seq = json_extract(entry, '$.seq')),
      hash TEXT NOT NULL CHECK (length(hash) = 64),
      at TEXT GENERATED ALWAYS AS (json_extract(entry, '$.at')) VIRTUAL,
      kind TEXT GENERATED ALWAYS AS (json_extract(entry, '$.kind')) VIRTUAL,
      job TEXT GENERATED ALWAYS AS (json_extract(entry, '$.job')) VIRTUAL,
      record TEXT GENERATED ALWAYS AS (json_extract(entry, '$.record')) VIRTUAL
    ) STRICT;
    CREATE INDEX ledger_by_job ON ledger (job) WHERE job IS NOT NULL;
    CREATE INDEX ledger_by_record ON ledger (record) WHERE record IS NOT NULL;
    -- The ledger's own kinds belong to no job; one page less to write for every entry of a job.
    CREATE INDEX ledger_by_kind ON ledger (kind) WHERE job IS NULL;

    CREATE TRIGGER ledger_never_updated BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no update'); END;
    CREATE TRIGGER ledger_never_deleted BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no delete'); END;
    -- REPLACE deletes without firing a delete trigger, but this one stands before it: an old seq is never the next one.
    CREATE TRIGGER ledger_only_appended BEFORE INSERT ON ledger
    BEGIN
      SELECT CASE
        WHEN NEW.seq IS NOT 1 + coalesce((SELECT max(seq) FROM ledger), 0)
          THEN RAISE(ABORT, 'the ledger is append-only: not the next seq')
        WHEN json_extract(NEW.entry, '$.prev') IS NOT
          coalesce((SELECT hash FROM ledger WHERE seq = NEW.seq - 1), '${'0'.repeat(64)}')
          THEN RAISE(ABORT, 'the ledger is append-only: not linked to the entry before')
      END;
    END;
  `,
} as const;
