import {
  AUDIT_CHIP_SALES,
  AUDIT_ENDS,
  AUDIT_FELICA,
  AUDIT_JPKI,
  AUDIT_OVERWRITES,
  AUDIT_PURPOSES,
  AUDIT_REVIEWS,
  type AuditAging,
  type AuditCounts,
  type AuditDevice,
  NOT_RECORDED,
} from './audit-report.ts';
import { daysBetween } from './audit-report-period.ts';

const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
const STRENGTHS = ['deletion', 'overwrite', 'cryptographic', 'physical'] as const;

/** Counts the phones of a report; every group but `done` holds each phone once. */
export function countDevices(devices: readonly AuditDevice[]): AuditCounts {
  const group = <Name extends string>(names: readonly Name[], of: (device: AuditDevice) => Name) =>
    tally(names, devices.map(of));
  return {
    phones: devices.length,
    passed: devices.filter(({ outcome }) => outcome === 'pass').length,
    ends: group(AUDIT_ENDS, ({ end }) => end),
    purposes: group(AUDIT_PURPOSES, ({ purpose }) => purpose),
    overwrites: group(AUDIT_OVERWRITES, ({ overwrite }) => overwrite),
    reviews: group(AUDIT_REVIEWS, ({ review }) => review),
    felica: group(AUDIT_FELICA, ({ felica }) => felica),
    chipSales: group(AUDIT_CHIP_SALES, ({ chipSale }) => chipSale),
    jpki: group(AUDIT_JPKI, ({ jpki }) => jpki),
    grades: group(GRADES, ({ grade }) => grade),
    done: tally(
      STRENGTHS,
      devices.flatMap(({ done }) => done),
    ),
    dispositions: NOT_RECORDED,
    approvals: NOT_RECORDED,
  };
}

function tally<Name extends string>(names: readonly Name[], found: readonly Name[]): Readonly<Record<Name, number>> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const name of found) counts[name] += 1;
  return counts;
}

/** Says for how long the phones without an end have been waiting on a day. */
export function agingOf(devices: readonly AuditDevice[], today: string | null): AuditAging {
  const aging = { within1Day: 0, within7Days: 0, within30Days: 0, longer: 0, unknown: 0 };
  for (const { end, day } of devices) {
    if (end === 'open' || end === 'awaiting-review') aging[ageOf(daysBetween(day, today))] += 1;
  }
  return aging;
}

function ageOf(days: number | null): keyof AuditAging {
  if (days === null || days < 0) return 'unknown';
  if (days <= 1) return 'within1Day';
  if (days <= 7) return 'within7Days';
  return days <= 30 ? 'within30Days' : 'longer';
}

/** How many phones of each operator passed and did not. */
export function phonesByOperator(
  devices: readonly AuditDevice[],
): ReadonlyMap<string, { passed: number; notPassed: number }> {
  const phones = new Map<string, { passed: number; notPassed: number }>();
  for (const { operator, outcome } of devices) {
    const before = phones.get(operator) ?? { passed: 0, notPassed: 0 };
    const isPassed = outcome === 'pass';
    phones.set(operator, {
      passed: before.passed + (isPassed ? 1 : 0),
      notPassed: before.notPassed + (isPassed ? 0 : 1),
    });
  }
  return phones;
}
