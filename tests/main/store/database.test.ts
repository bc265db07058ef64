import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { DATABASE_FILE, openStore } from '../../../main/store/database.ts';
import type { Migration } from '../../../main/store/migrate.ts';
import { MIGRATIONS } from '../../../main/store/migrations/all.ts';
import { openForTest, stepEnded, temporaryFolder } from '../ledger/ledger-for-tests.ts';

const last = MIGRATIONS.at(-1)?.number ?? 0;

describe('openStore', () => {
  test('runs with full durability, foreign keys and strict tables', () => {
    const { database } = openForTest(temporaryFolder());
    const simple = (pragma: string) => database.pragma(pragma, { simple: true });
    expect(simple('journal_mode')).toBe('wal');
    expect(simple('synchronous')).toBe(2);
    expect(simple('foreign_keys')).toBe(1);
    expect(simple('recursive_triggers')).toBe(1);
    expect(simple('user_version')).toBe(last);
    const loose = database.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    );
    expect(loose.all()).toEqual([]);
  });

  test('numbers its migrations by tens, forward', () => {
    expect(MIGRATIONS.map((one) => one.number)).toEqual(MIGRATIONS.map((_one, index) => (index + 1) * 10));
  });

  test('lets one writer in, and readers beside it', () => {
    const folder = temporaryFolder();
    const opened = openForTest(folder);
    expect(() => openStore(folder)).toThrow('store.in-use');
    const reader = new SqliteDatabase(join(folder, DATABASE_FILE), { readonly: true });
    expect(reader.prepare('SELECT count(*) FROM ledger').pluck().get()).toBe(1);
    reader.close();
    opened.close();
    openStore(folder).close();
  });

  test('refuses a database from the future and leaves it alone', () => {
    const folder = temporaryFolder();
    openForTest(folder).close();
    const file = join(folder, DATABASE_FILE);
    const database = new SqliteDatabase(file);
    database.pragma(`user_version = ${last + 10}`);
    database.close();
    expect(() => openStore(folder)).toThrow('store.from-the-future');
    const after = new SqliteDatabase(file, { readonly: true });
    expect(after.pragma('user_version', { simple: true })).toBe(last + 10);
    after.close();
  });

  test('a failed migration stops the start and leaves the state before it', () => {
    const folder = temporaryFolder();
    const opened = openForTest(folder);
    opened.ledger.append(stepEnded(1));
    opened.close();
    const broken: Migration = {
      number: last + 10,
      name: 'broken',
      sql: 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE half (b TEXT);',
    };
    const never: Migration = { number: last + 20, name: 'never', sql: 'CREATE TABLE later (a TEXT) STRICT;' };
    expect(() => openStore(folder, [...MIGRATIONS, broken, never])).toThrow('store.migration-failed');
    const again = openForTest(folder);
    expect(again.ledger.head().seq).toBeGreaterThanOrEqual(2);
    expect(again.database.prepare("SELECT name FROM sqlite_schema WHERE name IN ('half', 'later')").all()).toEqual([]);
  });

  test('comes from every older version to the newest', () => {
    for (const [index] of MIGRATIONS.entries()) {
      const folder = temporaryFolder();
      openStore(folder, MIGRATIONS.slice(0, index + 1)).close();
      const store = openStore(folder);
      expect(store.database.pragma('user_version', { simple: true })).toBe(last);
      store.close();
    }
  });

  test.each([
    ['noise', Buffer.alloc(8192, 0x5a)],
    ['a torn header', Buffer.from('SQLite format 3\u0000torn, and long enough to be taken for a database')],
  ])('calls %s in place of the database damaged', (_name, bytes) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, DATABASE_FILE), bytes);
    expect(() => openStore(folder)).toThrow('store.damaged');
  });

  test('does not touch the database of another program', () => {
    const folder = temporaryFolder();
    const other = new SqliteDatabase(join(folder, DATABASE_FILE));
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    expect(() => openStore(folder)).toThrow('store.damaged');
  });
});

describe('the ledger table', () => {
  const legal = "json_object('seq', %, 'prev', (SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1))";
  const row = (seq: number) => `VALUES (${seq}, ${legal.replace('%', String(seq))}, '${'a'.repeat(64)}')`;

  test.each([
    ['an update', 'UPDATE ledger SET hash = hash', 'no update'],
    ['a delete', 'DELETE FROM ledger WHERE seq = 2', 'no delete'],
    ['a replace', `INSERT OR REPLACE INTO ledger (seq, entry, hash) ${row(2)}`, 'not the next seq'],
    ['REPLACE INTO', `REPLACE INTO ledger (seq, entry, hash) ${row(2)}`, 'not the next seq'],
    ['an ignored insert', `INSERT OR IGNORE INTO ledger (seq, entry, hash) ${row(2)}`, 'not the next seq'],
    [
      'an upsert',
      `INSERT INTO ledger (seq, entry, hash) ${row(2)} ON CONFLICT (seq) DO UPDATE SET hash = excluded.hash`,
      'not the next seq',
    ],
    ['UPDATE OR REPLACE', 'UPDATE OR REPLACE ledger SET seq = 2 WHERE seq = 1', 'no update'],
    ['a gap', `INSERT INTO ledger (seq, entry, hash) ${row(4)}`, 'not the next seq'],
    ['no number', `INSERT INTO ledger (entry, hash) VALUES ('{}', '${'a'.repeat(64)}')`, 'not the next seq'],
    [
      'a wrong link',
      `INSERT INTO ledger (seq, entry, hash) VALUES (3, json_object('seq', 3, 'prev', 'x'), '${'a'.repeat(64)}')`,
      'not linked',
    ],
    [
      'a number that the text does not say',
      `INSERT INTO ledger (seq, entry, hash) VALUES (3, ${legal.replace('%', '4')}, '${'a'.repeat(64)}')`,
      'CHECK constraint failed',
    ],
    ['a text in place of the number', `INSERT INTO ledger (seq, entry, hash) VALUES ('x', '{}', 'x')`, ''],
    [
      'a forged column',
      `INSERT INTO ledger (seq, entry, hash, kind) VALUES (3, '{}', 'x', 'sealed')`,
      'generated column',
    ],
  ])('refuses %s', (_name, sql, why) => {
    const { ledger, database } = openForTest(temporaryFolder());
    ledger.append(stepEnded(1));
    const before = database.prepare('SELECT seq, entry, hash FROM ledger').all();
    expect(() => database.exec(sql)).toThrow(why);
    expect(database.prepare('SELECT seq, entry, hash FROM ledger').all()).toEqual(before);
  });

  test('takes the next linked row, so that the refusals above are not for another reason', () => {
    const { ledger, database } = openForTest(temporaryFolder());
    ledger.append(stepEnded(1));
    expect(database.prepare(`INSERT INTO ledger (seq, entry, hash) ${row(3)}`).run().changes).toBe(1);
  });

  test('the start refuses a chain that does not check out, and a ledger of the other sort', () => {
    const folder = temporaryFolder();
    const opened = openForTest(folder);
    opened.close();
    expect(() => openForTest(folder, { practice: true })).toThrow('practice.mixed');
    const database = new SqliteDatabase(join(folder, DATABASE_FILE));
    database.exec(`INSERT INTO ledger (seq, entry, hash) ${row(2)}`);
    database.close();
    expect(() => openForTest(folder)).toThrow('ledger.chain-broken');
  });
});
