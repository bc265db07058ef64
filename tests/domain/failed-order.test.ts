import { describe, expect, it } from 'vitest';
import type { Step } from '../../domain/erasure.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { failedOrderIn, type JobEntryOnRecord } from '../../domain/failed-order.ts';
import { stepOf } from '../../native-adapters/steps/step-of.ts';

const ERASE = stepOf('erase', 'apple.erase');
const GIVEN: JobEntryOnRecord = {
  kind: 'evidence-recorded',
  body: { step: 'erase', evidence: { kind: 'erase-order' } },
};

const intended = (step: Step): JobEntryOnRecord => ({ kind: 'step-intended', body: { step } });
const ended = (code: ErrorCode | null, step = 'erase'): JobEntryOnRecord => ({
  kind: 'step-ended',
  body: { step, outcome: code === null ? 'done' : 'failed', error: code === null ? null : { code, facts: {} } },
});
const found = (rule: string, outcome: string): JobEntryOnRecord => ({ kind: 'finding-made', body: { rule, outcome } });
const judged = (outcome: string): JobEntryOnRecord => ({ kind: 'verdict-reached', body: { outcome } });

describe('an order to erase', () => {
  it.each<[string, readonly JobEntryOnRecord[], string | null]>([
    ['a phone that said no', [ended('erase.refused')], 'refused'],
    ['a phone that trusts us and belongs to an organisation', [ended('device.supervised-elsewhere')], 'refused'],
    ['a phone that answered with a word that nobody knows', [ended('device.pairing-refused')], 'unconfirmed'],
    ['a phone that was locked', [ended('device.locked')], null],
    ['a phone that did not trust us', [ended('device.untrusted')], null],
    ['a phone that took the order and stayed', [GIVEN, ended('erase.refused')], 'unconfirmed'],
    ['a phone that took the order and never came back', [GIVEN, ended('device.not-returned')], 'unconfirmed'],
    [
      'a phone that still knew the earlier trust',
      [GIVEN, ended(null), found('pairing-forgotten', 'fail')],
      'unconfirmed',
    ],
    ['a phone whose trust could not be asked', [GIVEN, ended(null), found('pairing-forgotten', 'inconclusive')], null],
    ['a job that somebody stopped', [GIVEN, ended('job.cancelled')], null],
    ['a job that a crash ended', [GIVEN, ended('job.interrupted')], null],
    ['a phone that was erased', [GIVEN, ended(null), judged('pass')], null],
  ])('to %s', (_what, entries, failure) => {
    expect(failedOrderIn([intended(ERASE), ...entries])).toBe(failure);
  });

  it('is none where another step was refused, as by hand', () => {
    const look = stepOf('look', 'apple.look');
    expect(failedOrderIn([intended(look), ended('erase.refused', 'look')])).toBeNull();
    expect(failedOrderIn([])).toBeNull();
  });
});
