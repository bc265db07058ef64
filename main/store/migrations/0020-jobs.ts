/** The present state of each job; what happened stands in the ledger, and each row names the entry that it follows from. */
export const migration0020 = {
  number: 20,
  name: 'jobs',
  sql: `
    CREATE TABLE jobs (
      id TEXT PRIMARY KEY,
      port TEXT NOT NULL,
      record TEXT NOT NULL,
      state TEXT NOT NULL,
      plan TEXT CHECK (plan IS NULL OR json_valid(plan)),
      device TEXT NOT NULL CHECK (json_valid(device)),
      updated_seq INTEGER NOT NULL REFERENCES ledger (seq)
    ) STRICT;
    CREATE INDEX jobs_by_state ON jobs (state);
    CREATE INDEX jobs_by_record ON jobs (record);
  `,
} as const;
