import { describe, expect, it } from 'vitest';
import { AUDIT_STANDINGS, type AuditContent, type AuditNeed } from '../../domain/audit-report.ts';
import { AUDIT_NEEDS } from '../../domain/audit-report-needs.ts';
import { notReadable } from '../../domain/device.ts';
import { isTextKey } from '../../domain/text.ts';
import { auditOf } from './audited-ledger.ts';
import { sellableRecord } from './sample-chip-record.ts';
import { passedRecord, sampleDevice } from './sample-record.ts';

const needOf = ({ requirements }: AuditContent, number: number): AuditNeed | undefined =>
  requirements.find((need) => need.number === number);

describe('the requirement map', () => {
  it('has a title and a remark for each of its lines, and one standing of the list', () => {
    const { requirements } = auditOf(passedRecord().entries);
    expect(requirements.map(({ number }) => number)).toEqual(Array.from({ length: AUDIT_NEEDS }, (_, at) => at + 1));
    for (const { number, standing } of requirements) {
      expect([`report.need.${number}.title`, `report.need.${number}.note`].every(isTextKey)).toBe(true);
      expect(AUDIT_STANDINGS).toContain(standing);
    }
  });

  it('meets only what entries show, and says what this version does not record', () => {
    const { requirements } = auditOf(passedRecord().entries);
    const of = (standing: string) =>
      requirements.filter((need) => need.standing === standing).map(({ number }) => number);
    expect(of('met')).toEqual([2, 3, 12, 14, 23]);
    expect(of('not-recorded')).toEqual([8, 15, 17, 18, 19]);
    expect(needOf(auditOf(passedRecord().entries), 6)).toMatchObject({ standing: 'not-met', shown: 0, of: 1 });
    expect(needOf(auditOf(sellableRecord().entries), 6)).toMatchObject({ standing: 'partly', shown: 1, of: 1 });
    expect(of('not-met')).toContain(10);
  });

  it('does not take a phone without a number for an identified one', () => {
    const device = { ...sampleDevice, imeis: notReadable('x', 'x'), serial: notReadable('x', 'x') };
    const entries = passedRecord({ device }).entries.map((one, at) =>
      at === 0 ? { ...one, entry: { ...one.entry, body: { ...(one.entry.body as object), claims: [] } } } : one,
    );
    expect(needOf(auditOf(entries), 14)).toMatchObject({ standing: 'not-met', shown: 0, of: 1 });
  });
});
