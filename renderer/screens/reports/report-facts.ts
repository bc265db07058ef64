import type { AuditContent, AuditDevice, AuditEnd, AuditReading } from '../../../domain/audit-report.ts';
import { holdsWords, searchable } from '../../state/search-words.ts';

const PASSES: ReadonlySet<AuditEnd> = new Set(['machine-proven', 'person-attested']);

/** Tells whether a phone of the report counts as passed; the broken chain is in its end already. */
export function isPassed({ end, outcome, doubts }: Pick<AuditDevice, 'end' | 'outcome' | 'doubts'>): boolean {
  return PASSES.has(end) && outcome === 'pass' && doubts.length === 0;
}

/** How many of the phones that passed another person confirmed, and how many had the rule switched off. */
export function secondPersonOf({ devices, counts }: Pick<AuditContent, 'devices' | 'counts'>): {
  readonly passed: number;
  readonly confirmed: number;
  readonly off: number;
} {
  const passed = devices.filter(isPassed);
  return {
    passed: passed.length,
    confirmed: passed.filter(({ review }) => review === 'accepted').length,
    off: counts.reviews['switched-off'],
  };
}

/** What was read of a fact, or null. */
export function readingOf(reading: AuditReading): string | null {
  return reading.is === 'value' ? reading.value : null;
}

/** The numbers by which a phone of the report is known. */
export function numbersOf({ serial, imeis }: AuditDevice): string {
  return [...imeis.map(({ imei }) => imei), readingOf(serial)].filter((one) => one !== null).join(' ');
}

/** Maker and model as they were read, or null when neither was. */
export function phoneOf({ maker, model }: AuditDevice): string | null {
  const words = [readingOf(maker), readingOf(model)].filter((one) => one !== null);
  return words.length > 0 ? words.join(' ') : null;
}

/** The phones that hold all words in a number, a model or a person, those that did not pass first. */
export function findDevices(devices: readonly AuditDevice[], typed: string): readonly AuditDevice[] {
  const found = devices.filter((device) => {
    const { record, day, operator, reviewer } = device;
    const text = [record, day, phoneOf(device), numbersOf(device), operator, reviewer].join('\n');
    return typed.trim() === '' || holdsWords(searchable(text), typed.trim());
  });
  return found.toSorted((a, b) => Number(isPassed(a)) - Number(isPassed(b)));
}
