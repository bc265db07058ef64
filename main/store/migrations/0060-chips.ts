/**
 * How the chip of each record stands, changed together with the entry it follows from; under which records each chip was ever
 * read; and licensed tools that run now, so that one that a crash cut off is known.
 */
export const migration0060 = {
  number: 60,
  name: 'chips',
  sql: `
    CREATE TABLE chips (
      record TEXT PRIMARY KEY,
      job TEXT,
      idm_hash TEXT CHECK (idm_hash IS NULL OR length(idm_hash) = 64),
      state TEXT NOT NULL,
      sale TEXT NOT NULL CHECK (sale IN ('allowed', 'blocked', 'overridden')),
      blocks TEXT NOT NULL CHECK (json_valid(blocks)),
      serial TEXT,
      imei TEXT,
      second_imei TEXT,
      maker TEXT,
      model TEXT,
      opened_seq INTEGER NOT NULL REFERENCES ledger (seq),
      updated_seq INTEGER NOT NULL REFERENCES ledger (seq)
    ) STRICT;
    CREATE INDEX chips_by_serial ON chips (serial COLLATE NOCASE) WHERE serial IS NOT NULL;
    CREATE INDEX chips_by_imei ON chips (imei) WHERE imei IS NOT NULL;
    CREATE INDEX chips_by_second_imei ON chips (second_imei) WHERE second_imei IS NOT NULL;
    CREATE INDEX chips_by_job ON chips (job) WHERE sale = 'blocked' AND job IS NOT NULL;

    -- A record may have read several chips by mistake; none of them is forgotten.
    CREATE TABLE chip_readings (
      idm_hash TEXT NOT NULL CHECK (length(idm_hash) = 64),
      record TEXT NOT NULL REFERENCES chips (record),
      PRIMARY KEY (idm_hash, record)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE chip_tool_runs (
      record TEXT PRIMARY KEY REFERENCES chips (record),
      tool TEXT NOT NULL CHECK (json_valid(tool)),
      actor TEXT NOT NULL,
      authenticated INTEGER NOT NULL CHECK (authenticated IN (0, 1)),
      started_at TEXT NOT NULL
    ) STRICT;
  `,
} as const;
