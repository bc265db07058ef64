import { issueCertificate } from '../../main/reports/certificate.ts';
import { openPaperFonts } from '../../main/reports/fonts.ts';
import { passedRecord } from '../domain/sample-record.ts';
import { openDesk, store } from '../main/reports/issued-records.ts';
import type { BenchResult } from './result.ts';

const WARM_UP = 30;
const MEASURED = 240;
const BAR_MS = 100;

/** Measures one certificate from ledger to both files on the disk (entries read, content, signature, PDF, sync, ledger entry), each of another record. */
export async function benchCertificate(): Promise<BenchResult[]> {
  const desk = openDesk();
  try {
    const fonts = openPaperFonts();
    const { ledger, outDir } = desk;
    const entries = passedRecord().entries;
    const millis: number[] = [];
    for (let at = 0; at < WARM_UP + MEASURED; at += 1) {
      const record = `R-${at}`;
      store(ledger, entries, record);
      const begun = performance.now();
      await issueCertificate({ ledger, fonts, record, outDir });
      if (at >= WARM_UP) millis.push(performance.now() - begun);
    }
    millis.sort((one, other) => one - other);
    const p50 = millis[Math.floor(millis.length / 2)] ?? Number.NaN;
    const p99 = millis[Math.ceil(millis.length * 0.99) - 1] ?? Number.NaN;
    return [
      { name: 'certificate, signed PDF + JSON, p99 (ms)', value: p99, bar: `< ${BAR_MS}`, ok: p99 < BAR_MS },
      { name: 'certificate, signed PDF + JSON, p50 (ms)', value: p50, bar: `< ${BAR_MS}`, ok: p50 < BAR_MS },
    ];
  } finally {
    desk.close();
  }
}
