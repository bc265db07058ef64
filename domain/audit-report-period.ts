import type { AuditPeriod } from './audit-report.ts';
import type { RecordedTime } from './report.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_OFFSET_MINUTES = 24 * 60;
const MS_A_DAY = 24 * 60 * 60 * 1000;

/** Tells whether a text is a day of the calendar as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const atMs = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

/** The local day of a recorded time by its own offset, or null when it cannot be told. */
export function dayOf(time: Pick<RecordedTime, 'at' | 'offsetMinutes'>): string | null {
  const utcMs = Date.parse(time.at);
  if (Number.isNaN(utcMs) || Math.abs(time.offsetMinutes) > MOST_OFFSET_MINUTES) return null;
  const localMs = utcMs + time.offsetMinutes * 60_000;
  const day = Math.abs(localMs) > 8.64e15 ? '' : new Date(localMs).toISOString().slice(0, 10);
  return DAY.test(day) ? day : null;
}

/** Tells whether a day lies in the period. A day that nobody knows does: what cannot be dated is shown in every report. */
export function isInPeriod({ from, to }: AuditPeriod, day: string | null): boolean {
  return day === null || (from <= day && day <= to);
}

/** Whole days from one day to a later one; null when either is unknown. */
export function daysBetween(earlier: string | null, later: string | null): number | null {
  if (earlier === null || later === null) return null;
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / MS_A_DAY);
}
