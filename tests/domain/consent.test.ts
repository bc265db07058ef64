import { expect, test } from 'vitest';
import { allowsStart, type Consent } from '../../domain/consent.ts';

const consent: Consent = {
  purpose: 'inspection',
  operator: 'worker',
  deletion: 'agreed',
  identityCheck: 'done',
  toldNoOverwrite: 'not-needed',
  textVersion: '1',
};

test('a job starts only with deletion agreed and identity checked', () => {
  expect(allowsStart(consent, true)).toBe(true);
  expect(allowsStart({ ...consent, deletion: 'refused' }, true)).toBe(false);
  expect(allowsStart({ ...consent, identityCheck: 'not-recorded' }, true)).toBe(false);
});

test('an inspection that cannot overwrite needs the seller to have been told', () => {
  expect(allowsStart(consent, false)).toBe(false);
  expect(allowsStart({ ...consent, toldNoOverwrite: 'told' }, false)).toBe(true);
  expect(allowsStart({ ...consent, purpose: 'intake' }, false)).toBe(true);
});
