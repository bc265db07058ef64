import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { ChainFault } from '../../../domain/ledger-faults.ts';
import { exportLedger, writeCheckpoint } from '../../../main/ledger/export.ts';
import type { OpenLedger } from '../../../main/ledger/open-ledger.ts';
import { verifyLedgerFile } from '../../../main/ledger/verify-file.ts';
import { DATABASE_FILE } from '../../../main/store/database.ts';
import { stepEnded, temporaryFolder } from './ledger-for-tests.ts';
import { sampleLedger } from './tampering.ts';

const databaseOf = (opened: OpenLedger): string => opened.database.name;

/** Works on a closed ledger file as somebody with the file and any SQLite could: first the guards go, then the rows change. */
function tamperWithSql(file: string, ...statements: string[]): void {
  const first = new SqliteDatabase(file);
  const guards = first.prepare<[], { type: string; name: string }>(
    "SELECT type, name FROM sqlite_schema WHERE tbl_name = 'ledger' AND type IN ('trigger', 'index')",
  );
  for (const { type, name } of guards.all()) first.exec(`DROP ${type} ${name}`);
  first.unsafeMode();
  first.pragma('writable_schema = ON');
  first.exec(
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE ledger (seq INTEGER PRIMARY KEY, entry, hash)' WHERE name = 'ledger'",
  );
  first.close();
  const database = new SqliteDatabase(file);
  database.pragma('foreign_keys = OFF');
  for (const statement of statements) database.exec(statement);
  database.close();
}

function closedSample(): string {
  const opened = sampleLedger();
  opened.close();
  return databaseOf(opened);
}

function exported(): string {
  const file = join(temporaryFolder(), 'ledger.jsonl');
  exportLedger(closedSample(), file);
  return file;
}

describe('verifyLedgerFile', () => {
  test('reads a live database that is being written to, and an export of it', async () => {
    const { ledger, database } = sampleLedger();
    const file = join(temporaryFolder(), 'ledger.jsonl');
    const checking = verifyLedgerFile(database.name);
    ledger.append(stepEnded(26));
    expect(await checking).toMatchObject({ ok: true });
    const written = exportLedger(database.name, file);
    expect(written).toEqual({ file, entries: 26, head: { seq: 26, hash: ledger.head().hash } });
    expect(await verifyLedgerFile(file)).toMatchObject({ ok: true, entries: 26, head: written.head });
    expect(readFileSync(file, 'utf8').split('\n')[24]).toContain(`{"entry":${ledger.at(25)?.text},"hash":"`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('holds a file against a checkpoint', async () => {
    const opened = sampleLedger();
    const checkpointPath = join(temporaryFolder(), 'seal.json');
    expect(writeCheckpoint(opened.ledger.checkpoint(), checkpointPath)).toMatchObject({ entries: 26 });
    opened.close();
    const file = databaseOf(opened);
    expect(await verifyLedgerFile(file, { checkpointPath })).toMatchObject({ ok: true, cannotSee: ['key-holder'] });
    tamperWithSql(file, 'DELETE FROM ledger WHERE seq > 20');
    expect((await verifyLedgerFile(file, { checkpointPath })).firstBad).toEqual({ seq: 21, why: 'tail-cut' });
    const blind = await verifyLedgerFile(file);
    expect(blind.ok).toBe(true);
    expect(blind.cannotSee).toContain('tail-cut');
  });

  test.each<[string, number, ChainFault, string[]]>([
    ['an update', 6, 'changed', ['UPDATE ledger SET entry = replace(entry, \'"done"\', \'"unknown"\') WHERE seq = 6']],
    ['a changed hash', 6, 'changed', ["UPDATE ledger SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 6"]],
    ['a delete', 6, 'deleted', ['DELETE FROM ledger WHERE seq = 6']],
    [
      'two entries changing places',
      6,
      'reordered',
      [
        'UPDATE ledger SET seq = 1000 WHERE seq = 6',
        'UPDATE ledger SET seq = 6 WHERE seq = 7',
        'UPDATE ledger SET seq = 7 WHERE seq = 1000',
      ],
    ],
    [
      'an insert',
      25,
      'inserted',
      ['INSERT INTO ledger (seq, entry, hash) SELECT 26, entry, hash FROM ledger WHERE seq = 25'],
    ],
    ['a blob', 6, 'unreadable', ["UPDATE ledger SET entry = CAST(x'ff' || CAST(entry AS BLOB) AS TEXT) WHERE seq = 6"]],
    ['an emptied ledger', 1, 'empty', ['DELETE FROM ledger']],
  ])('finds %s in a database: entry %i, %s', async (_name, seq, why, statements) => {
    const file = closedSample();
    tamperWithSql(file, ...statements);
    const answer = await verifyLedgerFile(file);
    expect(answer).toMatchObject({ ok: false, firstBad: { seq, why } });
  });

  test('tells bytes that only look alike once they are decoded apart', async () => {
    const opened = sampleLedger();
    opened.ledger.append({ ...stepEnded(26), actor: 'op-\ufffd' });
    opened.close();
    const file = databaseOf(opened);
    // One wrong byte decodes to the same replacement character that the entry really holds.
    tamperWithSql(file, `UPDATE ledger SET entry = CAST(replace(hex(entry), 'EFBFBD', 'FF') AS TEXT) WHERE seq = 26`);
    tamperWithSql(file, 'UPDATE ledger SET entry = CAST(unhex(entry) AS TEXT) WHERE seq = 26');
    expect((await verifyLedgerFile(file)).firstBad).toEqual({ seq: 26, why: 'unreadable' });
  });

  test('any changed byte of an export is found, at its entry', async () => {
    const file = exported();
    const bytes = readFileSync(file);
    const lineOf = (index: number) => bytes.subarray(0, index).toString('latin1').split('\n').length;
    for (let round = 0; round < 300; round += 1) {
      const index = (round * 7919) % bytes.length;
      const broken = Buffer.from(bytes);
      broken[index] = (bytes[index] ?? 0) ^ (1 << (round % 8));
      writeFileSync(file, broken);
      const answer = await verifyLedgerFile(file);
      expect(answer.ok).toBe(false);
      expect(answer.firstBad?.seq).toBe(lineOf(index));
    }
  });

  test('cut, torn and padded exports', async () => {
    const file = exported();
    const whole = readFileSync(file);
    const answerTo = async (bytes: Uint8Array) => {
      writeFileSync(file, bytes);
      return (await verifyLedgerFile(file)).firstBad;
    };
    expect(await answerTo(whole.subarray(0, whole.length - 1))).toBeNull();
    expect(await answerTo(whole.subarray(0, whole.length - 2))).toEqual({ seq: 25, why: 'unreadable' });
    expect(await answerTo(Buffer.concat([whole, Buffer.from('\n')]))).toEqual({ seq: 26, why: 'unreadable' });
    expect(await answerTo(Buffer.concat([Buffer.from('\ufeff'), whole]))).toEqual({ seq: 1, why: 'unreadable' });
    expect(await answerTo(Buffer.from(whole.toString().replaceAll('\n', '\r\n')))).toEqual({
      seq: 1,
      why: 'unreadable',
    });
    expect(await answerTo(Buffer.alloc(0))).toEqual({ seq: 1, why: 'empty' });
    expect(await answerTo(Buffer.alloc(4096))).toEqual({ seq: 1, why: 'unreadable' });
    expect(await answerTo(Buffer.from([0xff, 0xfe, 0x0a]))).toEqual({ seq: 1, why: 'unreadable' });
  });

  test('a torn database is an answer, not a crash', async () => {
    const file = closedSample();
    truncateSync(file, statSync(file).size - 4096 * 3);
    expect(await verifyLedgerFile(file)).toMatchObject({ ok: false, firstBad: { why: 'unreadable' } });
    truncateSync(file, 60);
    expect(await verifyLedgerFile(file)).toMatchObject({ ok: false, firstBad: { seq: 1, why: 'unreadable' } });
    writeFileSync(file, '');
    expect(await verifyLedgerFile(file)).toMatchObject({ ok: false, firstBad: { seq: 1, why: 'empty' } });
    const other = new SqliteDatabase(join(temporaryFolder(), 'other.sqlite'));
    other.exec('CREATE TABLE t (a)');
    other.close();
    expect(await verifyLedgerFile(other.name)).toMatchObject({ ok: false, firstBad: { seq: 1, why: 'unreadable' } });
  });

  test('what is no file, and what is no checkpoint, is an error with a code', async () => {
    const folder = temporaryFolder();
    await expect(verifyLedgerFile(folder)).rejects.toMatchObject({ code: 'ledger.file-unreadable' });
    await expect(verifyLedgerFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ledger.file-unreadable' });
    const file = exported();
    for (const text of ['', 'null', '[]', '{"seq":1}', '\u0000']) {
      const checkpointPath = join(folder, 'checkpoint.json');
      writeFileSync(checkpointPath, text);
      await expect(verifyLedgerFile(file, { checkpointPath })).rejects.toMatchObject({
        code: 'ledger.file-unreadable',
      });
    }
    expect(() => exportLedger(folder, join(folder, 'x'))).toThrow('ledger.file-unreadable');
    expect(() => exportLedger(closedSample(), join(folder, 'no', 'x'))).toThrow('ledger.write-failed');
  });

  test('a line without end does not fill the memory', async () => {
    const file = join(temporaryFolder(), 'endless');
    const block = Buffer.alloc(1 << 20, 0x61);
    for (let mebibytes = 0; mebibytes < 40; mebibytes += 1) appendFileSync(file, block);
    expect(await verifyLedgerFile(file)).toMatchObject({ entries: 1, firstBad: { seq: 1, why: 'unreadable' } });
  });

  test('a ledger of schema 1 that was written once verifies for ever', async () => {
    const fixture = (name: string) => new URL(`../../fixtures/ledgers/${name}`, import.meta.url).pathname;
    const checkpointPath = fixture('schema-1.checkpoint.json');
    expect(await verifyLedgerFile(fixture('schema-1.jsonl'), { checkpointPath })).toMatchObject({
      ok: true,
      entries: 10,
      head: { seq: 10, hash: 'f83f49b5fdcb5f79d3ebbb05e7ccdabfb72f8a15268202e88466e00f01a01952' },
      cannotSee: ['tail-cut-after-checkpoint', 'unsealed-tail', 'key-holder'],
    });
  });

  test('names the database by its file name in the data folder', () => {
    expect(closedSample().endsWith(DATABASE_FILE)).toBe(true);
  });
});
