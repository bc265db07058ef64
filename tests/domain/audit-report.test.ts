import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditContent, AuditNeed } from '../../domain/audit-report.ts';
import { auditReportText, auditText } from '../../domain/audit-report-file.ts';
import { dayOf, isDay } from '../../domain/audit-report-period.ts';
import { canonicalText } from '../../domain/canonical.ts';
import { certificateFrom } from '../../domain/certificate.ts';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import type { JsonObject } from '../../domain/json.ts';
import { asRecord, auditOf, BROKEN, SAMPLE_DAY } from './audited-ledger.ts';
import { machinePlan, passedRecord, personPlan, RecordWriter, unjudgedRecord } from './sample-record.ts';
import { spoilers } from './spoiled-records.ts';

const sum = (numbers: Readonly<Record<string, number>>): number => Object.values(numbers).reduce((a, b) => a + b, 0);
const kindsOf = ({ exceptions }: AuditContent): readonly string[] => exceptions.map(({ kind }) => kind);
const needOf = ({ requirements }: AuditContent, number: number): AuditNeed | undefined =>
  requirements.find((need) => need.number === number);

const failure = { code: 'device.unplugged', facts: {} } as const;
const bases: readonly (() => readonly HashedEntry[])[] = [
  () => passedRecord().entries,
  () => passedRecord({ plan: personPlan, operator: 'ito' }).entries,
  () => passedRecord({ review: { is: 'switched-off' } }).entries,
  () => unjudgedRecord().entries,
  () => unjudgedRecord().entries.slice(0, 4),
  () => new RecordWriter().entries,
  ...spoilers.map(
    ([, , spoil]) =>
      () =>
        spoil(passedRecord().entries),
  ),
];

/** A record out of the bases of which entries were dropped, doubled, and given another kind. */
const anyRecord = fc
  .record({
    base: fc.nat(bases.length - 1),
    drop: fc.array(fc.nat(30), { maxLength: 3 }),
    twice: fc.option(fc.nat(30)),
    odd: fc.option(fc.nat(30)),
  })
  .map(({ base, drop, twice, odd }) =>
    (bases[base]?.() ?? [])
      .filter((_, at) => !drop.includes(at))
      .flatMap((one, at) => (at === twice ? [one, one] : [one]))
      .map((one, at) => (at === odd ? { ...one, entry: { ...one.entry, kind: 'from-the-future' } } : one)),
  );
const anyLedger = fc.array(anyRecord, { maxLength: 6 }).chain((records) =>
  fc.shuffledSubarray([...records.keys()], { minLength: records.length }).map((order) => ({
    records: records.map((entries, at) => asRecord(entries, `R-${at}`)),
    // Records lie one inside the other, as those of phones that are worked on side by side.
    ledger: order.flatMap((at) => asRecord(records[at] ?? [], `R-${at}`)).sort((a, b) => a.entry.seq - b.entry.seq),
  })),
);

describe('the counts of a report', () => {
  it('add up in every group, whatever the ledger holds', () => {
    fc.assert(
      fc.property(anyLedger, ({ ledger }) => {
        const { counts, devices, operators, aging } = auditOf(ledger);
        const groups = [counts.ends, counts.purposes, counts.overwrites, counts.reviews, counts.felica, counts.jpki];
        for (const group of [...groups, counts.grades]) expect(sum(group)).toBe(counts.phones);
        expect(counts.phones).toBe(devices.length);
        expect(counts.phones).toBe(new Set(ledger.map(({ entry }) => entry.record)).size);
        expect(counts.passed).toBe(counts.ends['machine-proven'] + counts.ends['person-attested']);
        expect(sum({ ...aging })).toBe(counts.ends.open + counts.ends['awaiting-review']);
        expect(operators.reduce((all, one) => all + one.passed + one.notPassed, 0)).toBe(counts.phones);
      }),
      { numRuns: 150 },
    );
  });

  it('never pass a phone that its own certificate would not, nor one of a broken chain', () => {
    fc.assert(
      fc.property(anyLedger, ({ ledger, records }) => {
        const certified = records
          .filter((entries) => entries.length > 0)
          .filter(
            (entries) =>
              certificateFrom(ledger.filter(({ entry }) => entry.record === entries[0]?.entry.record)).outcome ===
              'pass',
          );
        const content = auditOf(ledger);
        expect(content.counts.passed).toBe(certified.length);
        for (const device of content.devices) {
          expect(device.outcome === 'pass').toBe(device.doubts.length === 0);
          expect(device.outcome === 'pass' || device.grade === 'E').toBe(true);
        }
        const broken = auditOf(ledger, SAMPLE_DAY, BROKEN);
        expect(broken.counts.passed).toBe(0);
        expect(broken.requirements.filter(({ standing }) => standing === 'met')).toEqual([]);
        expect(needOf(broken, 23)?.standing).toBe('not-met');
      }),
      { numRuns: 150 },
    );
  });

  it.each(spoilers.filter(([doubt]) => doubt !== 'no-entries'))(
    'do not pass a record with %s: %s',
    (_doubt, _what, spoil) => {
      expect(auditOf(spoil(passedRecord().entries)).counts.passed).toBe(0);
    },
  );

  it('tell the two kinds of pass, waiting and open phones apart', () => {
    const content = auditOf([
      ...asRecord(passedRecord().entries, 'R-1'),
      ...asRecord(passedRecord({ plan: personPlan }).entries, 'R-2'),
      ...asRecord(unjudgedRecord().entries, 'R-3'),
      ...asRecord(unjudgedRecord().entries.slice(0, 5), 'R-4'),
    ]);
    expect(content.counts).toMatchObject({
      phones: 4,
      passed: 2,
      ends: { 'machine-proven': 1, 'person-attested': 1, 'awaiting-review': 1, open: 1 },
      overwrites: { done: 3, 'not-completed': 1 },
      felica: { unknown: 4 },
      jpki: { unknown: 4 },
      dispositions: 'not-recorded',
    });
    expect(content.aging).toMatchObject({ within1Day: 2, longer: 0 });
  });

  it('never call a reset an overwrite', () => {
    const plan = { ...machinePlan, overwrites: false, steps: machinePlan.steps.slice(1) };
    const { counts, devices } = auditOf(passedRecord({ plan }).entries);
    expect(devices[0]?.done).toEqual(['cryptographic']);
    expect(counts.overwrites).toMatchObject({ done: 0, impossible: 1 });
    expect(counts.done).toMatchObject({ overwrite: 0, cryptographic: 1 });
  });
});

describe('the period of a report', () => {
  it('is of local days by the offset of each entry', () => {
    expect(dayOf({ at: '2026-11-20T15:00:00.000Z', offsetMinutes: 540 })).toBe('2026-11-21');
    expect(dayOf({ at: '2026-11-20T14:59:59.999Z', offsetMinutes: 540 })).toBe('2026-11-20');
    expect(dayOf({ at: '2026-11-21T02:00:00.000Z', offsetMinutes: -300 })).toBe('2026-11-20');
    expect(dayOf({ at: 'yesterday', offsetMinutes: 0 })).toBeNull();
    expect(dayOf({ at: '2026-11-21T02:00:00.000Z', offsetMinutes: 1e9 })).toBeNull();
    expect(['2026-02-28', '2026-02-29', '2026-2-1', '2026-13-01', 'today'].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('counts a phone on the day of its first entry and names the others that were worked on', () => {
    const entries = passedRecord().entries.map((one, at) =>
      at === 0 ? one : { ...one, entry: { ...one.entry, at: '2026-11-23T01:00:00.000Z' } },
    );
    const early = auditOf(entries, { from: '2026-11-01', to: '2026-11-21' });
    expect(early.counts).toMatchObject({ phones: 1, passed: 1 });
    const late = auditOf(entries, { from: '2026-11-22', to: '2026-11-30' });
    expect(late.counts.phones).toBe(0);
    expect(late.carriedOver).toEqual(['R20261121-0001']);
    expect(late.chain.period.entries).toBe(entries.length - 1);
  });

  it('shows a phone whose day nobody knows in every period, and never as passed', () => {
    const entries = passedRecord({ fixed: { offsetMinutes: 1e9 } }).entries;
    const content = auditOf(entries, { from: '2001-01-01', to: '2001-01-01' });
    expect(content.devices[0]).toMatchObject({ day: null, outcome: 'inconclusive', doubts: ['undated'] });
    expect(kindsOf(content)).toContain('pass-not-supported');
  });

  it('may be empty', () => {
    const content = auditOf([]);
    expect(content).toMatchObject({ counts: { phones: 0 }, devices: [], exceptions: [], operators: [], asOf: null });
    expect(needOf(content, 3)?.standing).toBe('none');
  });
});

describe('the exceptions of a report', () => {
  it('name what a rule or a person let pass', () => {
    const [drafted, ...rest] = passedRecord({ review: { is: 'switched-off' } }).entries;
    const body = {
      ...(drafted?.entry.body as object),
      blockers: [
        { id: 'battery-unknown', severity: 'warn' },
        { id: 'accounts', severity: 'stop' },
      ],
      claims: [{ imei: '490154203237518', source: 'typed' }],
      retryOf: 'job-0',
    };
    const first = { hash: '', entry: { ...(drafted as HashedEntry).entry, body } };
    const content = auditOf([first, ...rest]);
    expect(kindsOf(content)).toEqual([
      'stop-blocker-passed',
      'second-person-off',
      'blocker-passed',
      'identity-typed',
      'retry',
    ]);
    expect(needOf(content, 5)).toEqual({ number: 5, standing: 'not-met', shown: 0, of: 1 });
  });

  it('name what ended badly', () => {
    const interrupted = unjudgedRecord()
      .entries.slice(0, 6)
      .concat(
        new RecordWriter().move('connection-lost', 'interrupted', failure).entries.map(({ entry, hash }) => ({
          hash,
          entry: {
            ...entry,
            seq: 900,
            body: { from: 'performing', to: 'interrupted', event: 'connection-lost', why: failure },
          },
        })),
      );
    const content = auditOf(interrupted);
    expect(content.devices[0]).toMatchObject({ end: 'interrupted', error: failure });
    expect(content.exceptions).toMatchObject([{ kind: 'interrupted', detail: 'device.unplugged' }]);
  });

  it('name reprints, a clock that went back and new keys, by whom and where', () => {
    const events = new RecordWriter({ record: null, job: null, port: null })
      .addRaw('clock-went-back', { before: '2026-11-21T03:00:00.000Z', now: '2026-11-21T02:00:00.000Z' })
      .addRaw('key-rotated', { keyId: 'aa', newKeyId: 'bb', newPublicKey: '', signature: '' });
    const papers = new RecordWriter({ seq: 900 }).add('certificate-issued', {
      issue: 'reprint',
      number: 2,
      contentSha256: '',
    });
    const record = passedRecord().entries;
    const content = auditOf([...record, ...events.entries, ...papers.entries]);
    expect(new Set(kindsOf(content))).toEqual(new Set(['clock-went-back', 'key-rotated', 'reprint']));
    expect(content.chain.keys).toEqual([{ keyId: 'bb', fromSeq: 103 }]);
    expect(content.devices[0]).toMatchObject({ outcome: 'pass', originals: 0, reprints: 1 });
    expect(content.operators).toMatchObject([
      { id: 'sato', accepted: 1, passed: 0 },
      { id: 'tanaka', drafted: 1, consents: 1, issued: 1, passed: 1, notPassed: 0 },
    ]);
  });

  it('say of a verdict that its record does not support', () => {
    const spoiled = passedRecord().entries.filter(({ entry }) => entry.kind !== 'consent-recorded');
    const content = auditOf(spoiled);
    expect(content.exceptions).toMatchObject([
      { kind: 'pass-not-supported', detail: expect.stringContaining('no-consent') },
    ]);
  });
});

it('is the same text for the same entries, and of practice when one entry is', () => {
  const entries = passedRecord().entries;
  const [one, other] = [auditOf(entries), auditOf(entries)];
  expect(auditText(one)).toBe(auditText(other));
  const file = { schema: 'hakushi-audit-report', schemaVersion: 1, content: one, signature: null };
  expect(auditReportText(auditText(one), null)).toBe(canonicalText(file as unknown as JsonObject));
  const mixed = entries.map((one, at) => (at === 3 ? { ...one, entry: { ...one.entry, practice: true } } : one));
  expect(auditOf(mixed)).toMatchObject({ practice: true, counts: { passed: 0 } });
});
