import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import type { EntryDraft } from '../../domain/ledger.ts';
import type { Ledger } from '../../main/ledger/ledger.ts';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import { passedRecord, personPlan, unjudgedRecord } from '../domain/sample-record.ts';
import type { BenchResult } from './result.ts';

const PHONES = 10_000;
const PHONES_A_COMMIT = 100;
const MOST_SECONDS = 30;
const MOST_MB = 500;

// In a process of its own, so that the peak is the report's and not that of whoever wrote the ledger.
const WORK = `
  const [report, fonts, dataFolder, outDir] = process.argv.slice(1);
  const { writeAuditReport } = await import(report);
  const { openPaperFonts } = await import(fonts);
  const period = { from: '2000-01-01', to: '2999-12-31' };
  const begun = performance.now();
  const { content } = await writeAuditReport({ dataFolder, outDir, period, fonts: openPaperFonts() });
  const seconds = (performance.now() - begun) / 1000;
  const { phones, passed } = content.counts;
  const mb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ seconds, mb, phones, passed, entries: content.chain.entries, ok: content.chain.ok }));
`;

interface Measured {
  readonly seconds: number;
  readonly mb: number;
  readonly phones: number;
  readonly passed: number;
  readonly entries: number;
  readonly ok: boolean;
}

/** Measures the report over a ledger of 10,000 phones, three of four passed, from the database to the three files. */
export async function benchReport(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-bench-report-'));
  try {
    const data = join(folder, 'data');
    writePhones(data);
    const { seconds, mb, phones, passed, entries, ok } = await measure(data, join(folder, 'out'));
    if (phones !== PHONES || passed !== (PHONES * 3) / 4 || !ok) throw new Error(`${phones} phones, ${passed} passed`);
    const name = `report, ${phones} phones, ${entries} entries`;
    return [
      { name: `${name} (s)`, value: seconds, bar: `< ${MOST_SECONDS}`, ok: seconds < MOST_SECONDS },
      { name: `${name}, peak memory (MB)`, value: mb, bar: `< ${MOST_MB}`, ok: mb < MOST_MB },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writePhones(folder: string): void {
  const { ledger, close } = openLedger({ folder, practice: false });
  const machine = passedRecord().entries;
  const records = [machine, passedRecord({ plan: personPlan }).entries, machine, unjudgedRecord().entries];
  for (let first = 0; first < PHONES; first += PHONES_A_COMMIT) {
    writeBlock(ledger, records, first);
    if ((first / PHONES_A_COMMIT) % 10 === 9) ledger.sealNow();
  }
  ledger.sealNow();
  close();
}

function writeBlock(ledger: Ledger, records: readonly (readonly HashedEntry[])[], first: number): void {
  ledger.transaction((within) => {
    for (let phone = first; phone < first + PHONES_A_COMMIT; phone += 1) {
      for (const { entry } of records[phone % records.length] ?? []) {
        const place = { port: entry.port, job: `job-${phone}`, record: `HK-20261121-${phone}` };
        within.append({ kind: entry.kind, actor: `op-${phone % 12}`, ...place, body: entry.body } as EntryDraft);
      }
    }
  });
}

async function measure(data: string, out: string): Promise<Measured> {
  const modules = ['audit-report.ts', 'fonts.ts'].map((name) =>
    fileURLToPath(new URL(`../../main/reports/${name}`, import.meta.url)),
  );
  const words = ['--input-type=module', '--eval', WORK, ...modules, data, out];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Measured;
}
