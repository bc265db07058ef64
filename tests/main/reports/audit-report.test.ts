import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { AuditReport } from '../../../domain/audit-report.ts';
import { auditText } from '../../../domain/audit-report-file.ts';
import { canonicalText } from '../../../domain/canonical.ts';
import { value } from '../../../domain/device.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { nodeChainTools, sha256Hex } from '../../../main/ledger/chain-tools.ts';
import type { OpenLedger } from '../../../main/ledger/open-ledger.ts';
import { writeAuditReport } from '../../../main/reports/audit-report.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { passedRecord, personPlan, sampleDevice, unjudgedRecord } from '../../domain/sample-record.ts';
import { openForTest, SetClock, temporaryFolder } from '../ledger/ledger-for-tests.ts';
import { store } from './issued-records.ts';

const fonts = openPaperFonts();
const period = { from: '2026-03-01', to: '2026-03-31' };
const hostile = '=HYPERLINK("http://x","y")\u202e\u001b[31m\r\n@SUM(1)';

/** A ledger of March with two passed phones, one that waits, a hostile one, and a key change. */
function ledgerOfMarch(): { folder: string; opened: OpenLedger } {
  const folder = temporaryFolder();
  const opened = openForTest(folder, { clock: new SetClock() });
  store(opened.ledger, passedRecord().entries, 'R-1');
  store(opened.ledger, passedRecord({ plan: personPlan }).entries, 'R-2');
  opened.ledger.sealNow();
  opened.ledger.rotateKey();
  const device = { ...sampleDevice, model: value(hostile, 'getprop'), maker: value('+cmd', 'getprop') };
  store(opened.ledger, passedRecord({ device, operator: '-1+1' }).entries, 'R-3');
  store(opened.ledger, unjudgedRecord().entries, 'R-4');
  opened.ledger.sealNow();
  return { folder, opened };
}

const write = (dataFolder: string, rest: Partial<Parameters<typeof writeAuditReport>[0]> = {}) =>
  writeAuditReport({ dataFolder, period, fonts, outDir: temporaryFolder(), ...rest });

const bytesOf = (files: readonly string[]): readonly Buffer[] => files.map((file) => readFileSync(file));

/** What somebody with the file and any SQLite can do. */
function tamper(folder: string, sql: string): void {
  const database = new SqliteDatabase(join(folder, 'hakushi.sqlite'));
  const triggers = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  for (const { name } of triggers.all()) database.exec(`DROP TRIGGER ${name}`);
  database.exec(sql);
  database.close();
}

it('writes three files while the ledger is open for writing, the same bytes for the same ledger', async () => {
  const { folder } = ledgerOfMarch();
  const one = await write(folder);
  const other = await write(folder);
  expect(one.files.map((file) => basename(file))).toEqual([
    'report-2026-03-01-2026-03-31.pdf',
    'devices.csv',
    'report.json',
  ]);
  expect(bytesOf(one.files)).toEqual(bytesOf(other.files));
  expect(one.content).toMatchObject({ counts: { phones: 4, passed: 3 }, chain: { ok: true }, practice: false });
});

it('signs what the JSON file says with the key that the ledger named last, also over a key change', async () => {
  const { folder, opened } = ledgerOfMarch();
  const { files, content } = await write(folder);
  const text = readFileSync(files[2] ?? '', 'utf8');
  const report = JSON.parse(text) as AuditReport;
  expect(`${canonicalText(report as unknown as JsonObject)}\n`).toBe(text);
  expect(auditText(report.content)).toBe(auditText(content));
  const { keyId, publicKey, signature } = report.signature ?? { keyId: '', publicKey: '', signature: '' };
  expect(keyId).toBe(opened.ledger.key.keyId);
  expect(nodeChainTools().verifySignature(auditText(report.content), signature, publicKey)).toBe(true);
  expect(report.content.chain.keys.map((key) => key.keyId)[1]).toBe(keyId);
  expect(report.content.exceptions.map(({ kind }) => kind)).toContain('key-rotated');
  expect(report.content.devicesCsvSha256).toBe(sha256Hex(readFileSync(files[1] ?? '', 'utf8')));
});

it('gives a CSV that no spreadsheet takes for formulas', async () => {
  const { files } = await write(ledgerOfMarch().folder);
  const csv = readFileSync(files[1] ?? '', 'utf8');
  expect(csv.startsWith('\uFEFF記録番号 record,')).toBe(true);
  const lines = csv.split('\r\n');
  expect(lines.length).toBe(6);
  for (const odd of ['\r', '\n', '\u202e', '\u001b']) expect(lines.join('')).not.toContain(odd);
  expect(lines[3]).toContain(`,'+cmd,"'=HYPERLINK(""http://x"",""y"")‹U+202E›‹U+001B›[31m‹U+000D›‹U+000A›@SUM(1)",`);
  expect(lines[3]).toContain(",'-1+1,");
  expect(lines.slice(1, 5).every((line) => line.endsWith(',whole'))).toBe(true);
});

it('makes a report of an empty period', async () => {
  const { content } = await write(ledgerOfMarch().folder, { period: { from: '2026-04-01', to: '2026-04-30' } });
  expect(content).toMatchObject({ counts: { phones: 0, passed: 0 }, devices: [], chain: { ok: true } });
  expect(content.requirements[2]?.standing).toBe('none');
});

it.each([
  ['an entry changed', `UPDATE ledger SET entry = replace(entry, 'tanaka', 'yamada') WHERE seq = 5`],
  ['a hash changed', 'UPDATE ledger SET hash = (SELECT hash FROM ledger WHERE seq = 8) WHERE seq = 9'],
  ['entries deleted', 'DELETE FROM ledger WHERE seq BETWEEN 10 AND 12'],
])('makes a report of a tampered ledger, %s, that passes no phone and says so in every file', async (_what, sql) => {
  const { folder, opened } = ledgerOfMarch();
  opened.close();
  tamper(folder, sql);
  const { content, files, signature } = await write(folder);
  expect(content.chain).toMatchObject({ ok: false, firstBad: { why: expect.any(String) } });
  expect(content.counts).toMatchObject({ phones: 4, passed: 0 });
  expect(content.requirements.filter(({ standing }) => standing === 'met')).toEqual([]);
  expect(readFileSync(files[1] ?? '', 'utf8').match(/,broken\r\n/g)?.length).toBe(4);
  expect(signature).not.toBeNull();
});

it('makes a report of what can be read of a damaged file', async () => {
  const { folder, opened } = ledgerOfMarch();
  opened.close();
  const file = join(folder, 'hakushi.sqlite');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xff, bytes.length / 2));
  const { content } = await write(folder);
  expect(content.chain.ok).toBe(false);
  expect(content.counts.passed).toBe(0);
});

it('says so when the key is not there or others may read it', async () => {
  const { folder, opened } = ledgerOfMarch();
  opened.close();
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'keys'), { recursive: true });
  const { signature, content } = await write(copy);
  expect(signature).toBeNull();
  expect(content.counts.passed).toBe(3);
  chmodSync(join(folder, 'keys'), 0o755);
  expect((await write(folder)).signature).toBeNull();
});

it('refuses a folder without a ledger', async () => {
  await expect(write(temporaryFolder())).rejects.toMatchObject({ code: 'ledger.file-unreadable' });
});
