import type { AuditPeriod } from '../../../domain/audit-report.ts';
import type { FieldFault } from '../../state/field-faults.ts';

/** How a period is chosen. */
export type PeriodChoice = 'this-month' | 'last-month' | 'custom';

const two = (number: number): string => String(number).padStart(2, '0');

function dayOf(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first and the last day of a month, counted from this one, by this computer's own days. */
export function monthOf(now: Date, back: number): AuditPeriod {
  const first = new Date(now.getFullYear(), now.getMonth() - back, 1);
  const last = new Date(now.getFullYear(), now.getMonth() - back + 1, 0);
  return { from: dayOf(first), to: dayOf(last) };
}

/** What is wrong with the days of a period that somebody typed. */
export function periodFaults({ from, to }: AuditPeriod): readonly FieldFault[] {
  const missing = (['from', 'to'] as const).filter((field) => !/^\d{4}-\d{2}-\d{2}$/.test({ from, to }[field]));
  if (missing.length > 0) return missing.map((field) => ({ field, says: 'reports.period.missing' }));
  return to < from ? [{ field: 'to', says: 'reports.period.order' }] : [];
}
