import { describe, expect, it } from 'vitest';
import type { AuditContent, AuditNeed } from '../../domain/audit-report.ts';
import { auditOf } from './audited-ledger.ts';
import { passedRecord, RecordWriter } from './sample-record.ts';

const needOf = ({ requirements }: AuditContent, number: number): AuditNeed | undefined =>
  requirements.find((need) => need.number === number);

describe('the persons of a report', () => {
  const desk = () =>
    new RecordWriter({ record: null, job: null, port: null })
      .addRaw('operator-added', { account: 'sato', name: '佐藤', role: 'operator' })
      .addRaw('operator-changed', { account: 'sato', name: '佐藤', role: 'checker', active: true, changed: ['role'] })
      .addRaw('operator-logged-in', { account: 'sato', role: 'checker', how: 'log-in', from: null })
      .addRaw('operator-refused', { account: 'sato', why: 'wrong-pin', permission: null })
      .addRaw('operator-refused', { account: null, why: 'unknown', permission: null })
      .addRaw('operator-locked-out', { account: 'sato', tries: 3, forSeconds: 30 })
      .addRaw('setting-changed', { setting: 'second-person', from: 'required', to: 'switched-off' }).entries;

  it('have the role of their newest account entry, also from before the period', () => {
    const { operators } = auditOf([...desk(), ...passedRecord().entries]);
    expect(operators).toMatchObject([
      { id: 'sato', name: '佐藤', role: 'checker', active: true, logIns: 1, refusals: 1, accepted: 1 },
      { id: 'tanaka', name: 'not-recorded', role: 'not-recorded', active: 'not-recorded', drafted: 1 },
    ]);
    const later = auditOf(desk(), { from: '2026-12-01', to: '2026-12-31' });
    expect(later.operators).toMatchObject([{ id: 'sato', role: 'checker', logIns: 0 }]);
    expect(later.exceptions).toEqual([]);
  });

  it('are among the exceptions when they changed settings or accounts, or were refused', () => {
    expect(auditOf(desk()).exceptions.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['operator-changed', 'sato: role (tanaka)'],
      ['operator-refused', 'sato: wrong-pin'],
      ['operator-refused', '?: unknown'],
      ['operator-locked-out', 'sato: 3'],
      ['setting-changed', 'second-person: required > switched-off (tanaka)'],
    ]);
  });

  it('meet the second-person rule only when both had logged in', () => {
    const accepted = { is: 'accepted', reviewer: 'sato', operator: 'tanaka', saw: 'setup-screen' } as const;
    const declared = auditOf(passedRecord({ review: accepted }).entries);
    expect(declared.devices[0]).toMatchObject({ operatorLoggedIn: false, reviewerLoggedIn: false });
    expect(needOf(declared, 5)?.standing).toBe('partly');
    const review = { ...accepted, authenticated: true as const };
    const half = passedRecord({ review }).entries;
    expect(needOf(auditOf(half), 5)?.standing).toBe('partly');
    const known = half.map((one, at) =>
      at === 0
        ? { ...one, entry: { ...one.entry, body: { ...(one.entry.body as object), authenticated: true } } }
        : one,
    );
    const content = auditOf(known);
    expect(content.devices[0]).toMatchObject({ outcome: 'pass', operatorLoggedIn: true, reviewerLoggedIn: true });
    expect(needOf(content, 5)?.standing).toBe('met');
  });
});
