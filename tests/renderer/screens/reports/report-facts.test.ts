import { describe, expect, test } from 'vitest';
import { findDevices, isPassed, secondPersonOf } from '../../../../renderer/screens/reports/report-facts.ts';
import { asRecord, auditOf, BROKEN, SAMPLE_DAY } from '../../../domain/audited-ledger.ts';
import { passedRecord } from '../../../domain/sample-record.ts';
import { reportOf } from '../../window-answers.ts';

describe('what a report says on the screen', () => {
  test('counts as passed just what the report itself counts', () => {
    const report = reportOf(12);
    expect(report.devices.filter(isPassed)).toHaveLength(report.counts.passed);
    expect(report.counts.passed).toBe(10);
  });

  test('calls nothing passed in a ledger that does not check out', () => {
    const broken = auditOf(passedRecord().entries, SAMPLE_DAY, BROKEN);
    expect(broken.devices.map(isPassed)).toEqual([false]);
    expect(secondPersonOf(broken)).toMatchObject({ passed: 0, confirmed: 0 });
  });

  test('tells a confirmed pass from one whose rule was switched off', () => {
    const two = [
      ...asRecord(passedRecord().entries, 'R-1'),
      ...asRecord(passedRecord({ review: { is: 'switched-off' } }).entries, 'R-2'),
    ];
    expect(secondPersonOf(auditOf(two))).toEqual({ passed: 2, confirmed: 1, off: 1 });
  });

  test('finds phones by number and model, those that did not pass first', () => {
    const report = reportOf(12);
    const found = findDevices(report.devices, '');
    expect(found).toHaveLength(12);
    expect(isPassed(found[0] ?? expect.fail('no phone'))).toBe(false);
    expect(findDevices(report.devices, '490154203237518')).toHaveLength(12);
    expect(findDevices(report.devices, 'r-20261121-0003').map(({ record }) => record)).toEqual(['R-20261121-0003']);
  });
});
