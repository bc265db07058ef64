/** What a person set this workstation's screen and ports to; what an auditor must see of settings stands in the ledger. */
export const migration0040 = {
  number: 40,
  name: 'settings',
  sql: `
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT;
  `,
} as const;
