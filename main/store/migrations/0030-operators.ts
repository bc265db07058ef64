/** What the ledger must not hold about accounts: the PIN's hash and the wrong tries. Name, role and state stand in the ledger alone. */
export const migration0030 = {
  number: 30,
  name: 'operators',
  sql: `
    CREATE TABLE operators (
      id TEXT PRIMARY KEY,
      pin TEXT NOT NULL,
      key_id TEXT NOT NULL,
      signature TEXT NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
      last_at_ms INTEGER NOT NULL DEFAULT 0,
      updated_seq INTEGER NOT NULL REFERENCES ledger (seq)
    ) STRICT;
    CREATE TRIGGER operators_never_deleted BEFORE DELETE ON operators
    BEGIN SELECT RAISE(ABORT, 'an account is deactivated, never deleted'); END;
  `,
} as const;
