import { expect, it } from 'vitest';
import { recordSecondPerson, secondPersonOnRecord } from '../../../main/operators/second-person.ts';
import { openForTest, temporaryFolder } from '../ledger/ledger-for-tests.ts';

it('a change of the second-person rule is on record once, with who changed it', () => {
  const { ledger } = openForTest(temporaryFolder());
  expect(secondPersonOnRecord(ledger)).toBe('required');
  for (const to of ['required', 'switched-off', 'switched-off', 'required'] as const) {
    recordSecondPerson(ledger, to, 'tanaka');
    expect(secondPersonOnRecord(ledger)).toBe(to);
  }
  expect(ledger.ofKind('setting-changed').map(({ entry }) => [entry.actor, entry.body])).toEqual([
    ['tanaka', { setting: 'second-person', from: 'required', to: 'switched-off' }],
    ['tanaka', { setting: 'second-person', from: 'switched-off', to: 'required' }],
  ]);
});
