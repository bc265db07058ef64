import type { AppleFacts } from './apple-facts.ts';
import { entriesOf, type ReadRecord } from './certificate-record.ts';
import type { CertifiedApple, Sanitization } from './certified-apple.ts';
import type { Reading } from './device.ts';
import { isCryptographic } from './erasure.ts';
import { deviceOnRecord, evidenceOnRecord } from './on-record.ts';
import type { CertificateContent, CertifiedChip } from './report.ts';

// An erasure does not change what a phone is, but it changes these: only what was read before it says how the phone came.
const BEFORE_ONLY = ['activationLock', 'supervised', 'organisation', 'mdm', 'esim'] as const;
const LASTING = [
  'udid',
  'ecid',
  'productType',
  'osVersion',
  'buildVersion',
  'modelNumber',
  'region',
  'capacityBytes',
  'colour',
] as const;

/** What a record says of its iPhone as it was before the erasure, with numbers that were read later; null for any other phone. */
export function appleOnRecord(record: ReadRecord): CertifiedApple | null {
  const before = entriesOf(record, 'job-drafted')[0]?.body.device.apple;
  if (before === undefined) return null;
  const later = deviceOnRecord(record)?.apple ?? before;
  return { ...earliest(before, later), ...picked(before, BEFORE_ONLY) };
}

function earliest(before: AppleFacts, later: AppleFacts): Pick<AppleFacts, (typeof LASTING)[number]> {
  const isRead = (name: (typeof LASTING)[number]): boolean => (before[name] as Reading<unknown>).is === 'value';
  return {
    ...picked(later, LASTING),
    ...picked(before, LASTING.filter(isRead)),
  };
}

function picked<Name extends keyof AppleFacts>(facts: AppleFacts, names: readonly Name[]): Pick<AppleFacts, Name> {
  return Object.fromEntries(names.map((name) => [name, facts[name]])) as Pick<AppleFacts, Name>;
}

/**
 * How the plan of a record erases by destroying keys alone, and who did it where the outcome is a pass; null where the plan does
 * something else, or where there is none.
 */
export function sanitizationOf(
  record: ReadRecord,
  { outcome, chip }: Pick<CertificateContent, 'outcome' | 'chip'>,
): Sanitization | null {
  const rung = entriesOf(record, 'job-drafted')[0]?.body.plan?.rung;
  if (rung === undefined || !isCryptographic(rung)) return null;
  const orders = evidenceOnRecord(record).filter(({ kind }) => kind === 'erase-order');
  const isOrdered = orders.length > 0 && orders.every(({ data }) => data.preserveDataPlan === false);
  return {
    method: rung,
    technique: 'cryptographic-erase',
    performedBy: outcome === 'pass' ? 'device (Apple)' : null,
    overwrite: { performed: false, reason: 'not-supported-by-platform' },
    dataPlan: isOrdered ? 'removal-ordered' : 'not-recorded',
    onlineStep: onlineStepOf(chip),
  };
}

/** The word on the online step that a paper's chip holds: the paper tells it at two places and must not differ from itself. */
export function onlineStepOf(chip: CertifiedChip | undefined): Sanitization['onlineStep'] {
  return chip?.iphone?.online?.outcome ?? 'not-recorded';
}
