import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import type { AuditReport } from '../../../domain/audit-report.ts';
import { value } from '../../../domain/device.ts';
import { writeAuditReport } from '../../../main/reports/audit-report.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { passedRecord, sampleDevice } from '../../domain/sample-record.ts';
import { describeWhere } from '../../needs.ts';
import { folderForTests, only, run } from '../cli/run-cli.ts';
import { openDesk, store } from './issued-records.ts';

const home = folderForTests();
const ALWAYS = ['--from', '2000-01-01', '--to', '2999-12-31'];
const textOf = (pdf: string): string => execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
const flat = (text: string): string => text.replaceAll(/\s+/g, '');

interface Summary {
  readonly jobs: readonly { readonly record: string; readonly verdict: string; readonly grade: string }[];
}

interface Answer {
  readonly files: readonly string[];
  readonly chain: { readonly ok: boolean };
  readonly signed: boolean;
}

async function report(data: string, out: string): Promise<{ answer: Answer; code: number | null }> {
  const said = await run(['report', ...ALWAYS, '--data', data, '--out', join(home, out), '--json'], { home });
  return { answer: only(said) as unknown as Answer, code: said.code };
}

describeWhere(['poppler-utils'], 'the report of a practice run, from the command line', () => {
  let jobs: Summary['jobs'] = [];
  const out = join(home, 'practice');
  const data = join(out, 'data');
  beforeAll(async () => {
    const words = ['practice', '--phones', '3', '--faults', 'hostile-strings,stale-readback', '--storage', '8'];
    const said = await run([...words, '--carrier', 'in-process', '--out', out, '--json'], { home });
    jobs = (only(said) as unknown as Summary).jobs;
  });

  it('says of each phone what the practice run said, and marks every page', async () => {
    const { answer, code } = await report(data, 'whole');
    expect(code).toBe(0);
    expect(answer).toMatchObject({ chain: { ok: true }, signed: true });
    const [pdf = '', , json = ''] = answer.files;
    const { content } = JSON.parse(readFileSync(json, 'utf8')) as AuditReport;
    const said = new Map(content.devices.map((device) => [device.record, device]));
    expect(jobs.length).toBe(3);
    for (const job of jobs) {
      expect(said.get(job.record)).toMatchObject({ outcome: job.verdict, grade: job.grade, originals: 1 });
    }
    expect(content).toMatchObject({ practice: true, counts: { phones: 3 } });
    // A phone that passed had its chip read by the person who reviewed it; nobody reads the chip of one that did not.
    const passes = jobs.filter(({ verdict }) => verdict === 'pass').length;
    const { felica, chipSales } = content.counts;
    expect([felica.unused + felica['not-present'], chipSales.allowed]).toEqual([passes, passes]);
    expect(felica.residual + felica.review).toBe(0);
    const text = textOf(pdf);
    for (const job of jobs) expect(flat(text)).toContain(job.record);
    for (const words of ['監査レポート', '本書が主張しないこと', '記録の連鎖', '責任者', content.devicesCsvSha256]) {
      expect(flat(text)).toContain(words);
    }
    const pages = text.split('\f').filter((page) => page.trim() !== '');
    for (const page of pages) expect(page).toContain('PRACTICE');
    expect(text).not.toMatch(/復元不可|100\s*%|準拠|完全消去|RMJ|Rev\.\s*1\b|guaranteed|unrecoverable/i);
  });

  it('begins with the broken chain when the ledger was tampered with, and answers no', async () => {
    const file = join(data, 'hakushi.sqlite');
    const database = new SqliteDatabase(file);
    database.exec('DROP TRIGGER ledger_never_updated');
    database.exec(
      `UPDATE ledger SET entry = replace(entry, 'practice-operator-1', 'practice-operator-3') WHERE seq = 4`,
    );
    database.close();
    const { answer, code } = await report(data, 'broken');
    expect(code).toBe(1);
    expect(answer.chain.ok).toBe(false);
    const text = textOf(answer.files[0] ?? '');
    expect(text.trimStart().split('\n')[0]).toMatch(/台帳の連鎖が壊れています/);
    expect(flat(text)).toContain('台帳の連鎖が壊れています。4番の記録に異常があります');
    expect(flat(text)).not.toContain('合格(機械確認)passed');
    const { content } = JSON.parse(readFileSync(answer.files[2] ?? '', 'utf8')) as AuditReport;
    expect(content.counts).toMatchObject({ phones: 3, passed: 0 });
  });

  it('refuses days that are none, and a period that ends before it begins', async () => {
    for (const [from, to] of [
      ['2026-02-30', '2026-03-01'],
      ['2026-03-02', '2026-03-01'],
    ]) {
      const said = await run(['report', '--from', from ?? '', '--to', to ?? '', '--data', data, '--json'], { home });
      expect(said.code).toBe(2);
      expect(only(said)).toMatchObject({ error: { code: 'command.usage' } });
    }
  });
});

describeWhere(['poppler-utils'], 'the paper of a report', () => {
  it('says of each phone whether another person confirmed, and who was known by log-in', async () => {
    const desk = openDesk();
    try {
      const review = {
        is: 'accepted',
        reviewer: 'sato',
        operator: 'tanaka',
        saw: 'setup-screen',
        authenticated: true,
      } as const;
      store(desk.ledger, passedRecord({ review: { is: 'switched-off' } }).entries, 'R-1');
      store(desk.ledger, passedRecord({ review }).entries, 'R-2');
      const period = { from: '2000-01-01', to: '2999-12-31' };
      const dataFolder = join(desk.folder, 'data');
      const { files } = await writeAuditReport({ dataFolder, period, fonts: openPaperFonts(), outDir: desk.outDir });
      const text = flat(textOf(files[0] ?? ''));
      expect(text).toContain('第三者による確認');
      expect(text).toContain('第三者の確認を行わない設定');
      expect(text).toContain('未実施(規則を解除)1');
      expect(text).toContain('sato(PIN)');
      expect(text).not.toContain('tanaka(PIN)');
    } finally {
      desk.close();
    }
  });

  it('keeps hostile text inside the page, as codes, in both leading languages', async () => {
    const desk = openDesk();
    try {
      const hostile = `\u001b[31m\u202Ecba$(reboot)'"${'A'.repeat(300)}`;
      const device = { ...sampleDevice, model: value(hostile, hostile), serial: value('Z'.repeat(300), 'getprop') };
      store(desk.ledger, passedRecord({ device, operator: hostile }).entries, 'R-1');
      const period = { from: '2000-01-01', to: '2999-12-31' };
      const request = { dataFolder: join(desk.folder, 'data'), period, fonts: openPaperFonts() };
      for (const language of ['ja', 'en'] as const) {
        const { files } = await writeAuditReport({ ...request, language, outDir: join(desk.outDir, language) });
        const text = flat(textOf(files[0] ?? ''));
        for (const code of ['‹U+001B›', '‹U+202E›', '$(reboot)', 'Auditreport', '監査レポート'])
          expect(text).toContain(code);
        const boxes = execFileSync('pdftotext', ['-bbox', files[0] ?? '', '-'], { encoding: 'utf8' });
        const rights = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map((found) => Number(found[1]));
        expect(rights.length).toBeGreaterThan(100);
        expect(Math.max(...rights)).toBeLessThan(595.28 - 30);
      }
    } finally {
      desk.close();
    }
  });
});

it('is made for a fresh folder without a ledger only as an error', async () => {
  const said = await run(['report', ...ALWAYS, '--data', join(home, 'nothing'), '--json'], { home });
  expect(said.code).toBe(3);
  expect(only(said)).toMatchObject({ error: { code: 'ledger.file-unreadable' } });
});
