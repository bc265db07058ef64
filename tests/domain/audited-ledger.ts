import type { AuditContent, AuditPeriod } from '../../domain/audit-report.ts';
import { auditRecord } from '../../domain/audit-report-device.ts';
import { auditContent } from '../../domain/audit-report-file.ts';
import { AuditStream } from '../../domain/audit-report-stream.ts';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import type { ChainAnswer } from '../../domain/ledger-faults.ts';
import type { ReadEntry } from '../../domain/ledger-frame.ts';

/** The local day on which the sample records were made. */
export const SAMPLE_DAY: AuditPeriod = { from: '2026-11-21', to: '2026-11-21' };
const HEAD = { seq: 1, hash: 'ab'.repeat(32) };
/** The answer of a check that found nothing wrong. */
export const WHOLE: ChainAnswer = { ok: true, entries: 1, head: HEAD, firstBad: null, cannotSee: ['key-holder'] };
/** The answer of a check that found an entry changed. */
export const BROKEN: ChainAnswer = { ...WHOLE, ok: false, firstBad: { seq: 1, why: 'changed' } };

/** Gives every entry of a record the same number and returns them. */
export function asRecord(entries: readonly HashedEntry[], record: string): HashedEntry[] {
  return entries.map((one) => ({ ...one, entry: { ...one.entry, record } }));
}

/** Reads entries in the given order as a ledger, and makes the report of a period from it. */
export function auditOf(
  ledger: readonly HashedEntry[],
  period: AuditPeriod = SAMPLE_DAY,
  chain: ChainAnswer = WHOLE,
): AuditContent {
  const stream = new AuditStream(period);
  for (const [place, { entry }] of ledger.entries()) {
    stream.push({ actor: 'tanaka', prev: '', ...entry } as ReadEntry, place);
  }
  const audited = [...stream.records].map(([record, places]) =>
    auditRecord(
      record,
      ledger.filter((_, place) => places.includes(place)),
      chain.ok,
    ),
  );
  return auditContent({
    period,
    stream,
    chain,
    unreadable: 0,
    devices: audited.map(({ device }) => device),
    exceptions: audited.flatMap(({ exceptions }) => exceptions),
    devicesCsvSha256: 'cd'.repeat(32),
  });
}
