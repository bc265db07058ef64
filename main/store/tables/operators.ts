import type { Database } from 'better-sqlite3';
import type { OperatorId } from '../../../domain/ids.ts';
import type { WrongTries } from '../../../domain/operator.ts';
import { asWriteError } from '../sqlite-errors.ts';

/** The secret side of an account: the PIN's hash, bound by a signature to the entry `updatedSeq` that it follows from. */
export interface SecretRow {
  readonly pin: string;
  readonly keyId: string;
  /** Ed25519 over the statement of `account-book.ts`, base64. */
  readonly signature: string;
  readonly updatedSeq: number;
}

/** The rows of accounts. What the disk refuses is `ledger.write-failed`. Writing a secret belongs inside `Ledger.transaction`, after the entry that it follows from. */
export interface OperatorsTable {
  /** Adds the secret, or replaces the one of the same account; wrong tries stay as they are. */
  putSecret(id: OperatorId, row: SecretRow): void;
  secret(id: OperatorId): SecretRow | null;
  /** The ids of all rows, as they are stored. */
  ids(): readonly string[];
  /** The wrong tries, none for an account without a row. */
  wrongTries(id: OperatorId): WrongTries;
  putWrongTries(id: OperatorId, wrong: WrongTries): void;
}

/** Prepares the statements on the account rows. */
export function operatorsTable(database: Database): OperatorsTable {
  const put = database.prepare<[SecretRow & { id: string }]>(
    `INSERT INTO operators (id, pin, key_id, signature, updated_seq) VALUES (:id, :pin, :keyId, :signature, :updatedSeq)
     ON CONFLICT (id) DO UPDATE SET pin = excluded.pin, key_id = excluded.key_id, signature = excluded.signature,
       updated_seq = excluded.updated_seq`,
  );
  const secret = database.prepare<[string], SecretRow>(
    'SELECT pin, key_id AS keyId, signature, updated_seq AS updatedSeq FROM operators WHERE id = ?',
  );
  const ids = database.prepare<[], string>('SELECT id FROM operators').pluck();
  const wrong = database.prepare<[string], WrongTries>(
    'SELECT tries, last_at_ms AS lastAtMs FROM operators WHERE id = ?',
  );
  const putWrong = database.prepare<[WrongTries & { id: string }]>(
    'UPDATE operators SET tries = :tries, last_at_ms = :lastAtMs WHERE id = :id',
  );
  return {
    putSecret: (id, row) => writing(() => put.run({ ...row, id })),
    secret: (id) => secret.get(id) ?? null,
    ids: () => ids.all(),
    wrongTries: (id) => wrong.get(id) ?? { tries: 0, lastAtMs: 0 },
    putWrongTries: (id, row) => writing(() => putWrong.run({ ...row, id })),
  };
}

function writing(write: () => unknown): void {
  try {
    write();
  } catch (cause) {
    throw asWriteError(cause);
  }
}
