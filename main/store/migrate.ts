import type { Database } from 'better-sqlite3';
import { WorkstationError } from '../../domain/errors.ts';

/** One forward step of the schema; its number becomes the database's user_version. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings a database forward, each migration in its own transaction. Throws `store.from-the-future` when the database is newer than
 * the last migration, and `store.migration-failed` when a step fails; the database then stays as the step before left it.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const known = migrations.at(-1)?.number ?? 0;
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > known) throw new WorkstationError('store.from-the-future', { found: version, known });
  for (const step of migrations.filter((one) => one.number > version)) apply(database, step);
}

function apply(database: Database, step: Migration): void {
  try {
    database
      .transaction(() => {
        database.exec(step.sql);
        database.pragma(`user_version = ${step.number}`);
      })
      .immediate();
  } catch (cause) {
    throw new WorkstationError('store.migration-failed', { migration: `${step.number}-${step.name}` }, { cause });
  }
}
