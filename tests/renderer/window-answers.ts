import type { AuditContent } from '../../domain/audit-report.ts';
import { recordId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job.ts';
import type { CauseFinding } from '../../domain/not-detected.ts';
import type { EntryView, LedgerAnswer, RecordFound } from '../../domain/record-view.ts';
import { monthOf } from '../../renderer/screens/reports/period.ts';
import { asRecord, auditOf } from '../domain/audited-ledger.ts';
import { passedRecord, unjudgedRecord } from '../domain/sample-record.ts';
import { chipAt, emptyChip, jobAt, portAt } from './fake-workstation.ts';
import { detailOf } from './sample-chips.ts';
import { recordViewOf } from './sample-record-view.ts';

const STATES: readonly JobState[] = ['passed', 'failed', 'awaiting-review', 'performing', 'unerasable', 'interrupted'];

/** So many records as a search finds them, newest first. */
export function recordsFound(count: number): readonly RecordFound[] {
  return Array.from({ length: count }, (_, n) => {
    const state = STATES[n % STATES.length] ?? 'passed';
    const { record, maker, model, serial, imei, startedAtMs } = jobAt(n, state);
    const outcome = state === 'passed' ? 'pass' : state === 'failed' ? 'fail' : null;
    const chip = state === 'passed' ? emptyChip() : chipAt();
    return { record, atMs: startedAtMs - n * 600_000, state, outcome, maker, model, serial, imei, chip };
  });
}

/** So many entries of a ledger, newest first: those of one record again and again, and what people did between. */
export function entriesOfLedger(count: number): readonly EntryView[] {
  const { entries } = recordViewOf(passedRecord());
  const people: readonly Pick<EntryView, 'kind' | 'body'>[] = [
    { kind: 'operator-logged-in', body: { account: 'sato', role: 'operator', how: 'switch', from: 'tanaka' } },
    { kind: 'operator-refused', body: { account: null, why: 'unknown', permission: null } },
    { kind: 'setting-changed', body: { setting: 'second-person', from: 'required', to: 'switched-off' } },
    { kind: 'sealed', body: { entries: 41 } },
  ];
  const all = [...entries, ...people.map((one) => ({ ...entries[0], ...one, port: null, record: null }) as EntryView)];
  return Array.from({ length: count }, (_, n) => {
    const one = all[n % all.length] as EntryView;
    const isJob = n % all.length < entries.length;
    return {
      ...one,
      seq: count - n,
      actor: isJob ? one.actor : 'tanaka',
      port: isJob ? portAt(n % 8) : null,
      record: isJob ? recordId(`R-20261122-${String(n % 90).padStart(4, '0')}`) : null,
    };
  });
}

/** A report of this month over so many phones, a few of which did not pass. */
export function reportOf(phones: number): AuditContent {
  const records = Array.from({ length: phones }, (_, n) => {
    const writer = n % 7 === 3 ? unjudgedRecord() : passedRecord();
    return asRecord(writer.entries, `R-20261121-${String(n).padStart(4, '0')}`);
  });
  return { ...auditOf(records.flat()), period: monthOf(new Date(), 0) };
}

const CAUSES_FOUND: readonly CauseFinding[] = [
  { cause: 'android.unauthorized', port: portAt(2), certainty: 'seen', facts: {} },
  { cause: 'computer.disk-full', port: null, certainty: 'seen', facts: { mib: 412 } },
  { cause: 'android.charge-only-cable', port: null, certainty: 'possible', facts: {} },
  { cause: 'computer.hub-without-power', port: null, certainty: 'possible', facts: {} },
  { cause: 'iphone.usbmuxd-missing', port: null, certainty: 'not-looked', facts: {} },
];

/** What a check of a good ledger answers. */
export const CHAIN_GOOD: LedgerAnswer = {
  chain: {
    ok: true,
    entries: 1284,
    head: { seq: 1284, hash: 'b5bb' },
    firstBad: null,
    cannotSee: ['tail-cut', 'key-holder'],
  },
  file: '/srv/hakushi/ledger.sqlite',
};

/** What a check of a ledger answers in which an entry was changed. */
export const CHAIN_BAD: LedgerAnswer = {
  ...CHAIN_GOOD,
  chain: { ...CHAIN_GOOD.chain, ok: false, firstBad: { seq: 812, why: 'changed' } },
};

/** What the scripted workstation answers where a screen only reads. */
export function windowAnswers(): Readonly<Record<string, unknown>> {
  return {
    'find-records': recordsFound(60),
    'read-record': recordViewOf(passedRecord()),
    'read-chip-detail': detailOf(emptyChip()),
    'preview-paper': { ok: false, error: { code: 'record.unknown', facts: { record: 'R-0' } } },
    'list-entries': { entries: entriesOfLedger(200), before: null },
    'verify-ledger': CHAIN_GOOD,
    'seal-ledger': { folder: '/srv/hakushi/ledger', files: ['seal-1284.json'] },
    'export-ledger': { folder: '/srv/hakushi/ledger', files: ['ledger.jsonl'] },
    'read-report': { content: reportOf(30) },
    'make-report': { folder: '/srv/hakushi/reports', files: ['report.pdf', 'devices.csv', 'report.json'] },
    'look-for-causes': CAUSES_FOUND,
  };
}
