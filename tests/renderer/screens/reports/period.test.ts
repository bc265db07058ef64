import { describe, expect, test } from 'vitest';
import { monthOf, periodFaults } from '../../../../renderer/screens/reports/period.ts';

describe('the period of a report', () => {
  test('is a whole month, also over the turn of the year and in February', () => {
    expect(monthOf(new Date(2026, 10, 22), 0)).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(monthOf(new Date(2027, 0, 31, 23, 59), 1)).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(monthOf(new Date(2028, 2, 31), 1)).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  });

  test('needs two days in order', () => {
    expect(periodFaults({ from: '2026-11-02', to: '2026-11-02' })).toEqual([]);
    expect(periodFaults({ from: '2026-11-02', to: '2026-11-01' })).toEqual([
      { field: 'to', says: 'reports.period.order' },
    ]);
    expect(periodFaults({ from: '', to: '' }).map(({ field }) => field)).toEqual(['from', 'to']);
  });
});
