import { describe, expect, it } from 'vitest';
import { WorkstationError } from '../../domain/errors.ts';
import { type AccountEntry, accountsFrom } from '../../domain/operator-entries.ts';

const added = (seq: number, account: string): AccountEntry => ({
  seq,
  kind: 'operator-added',
  body: { account, name: account, role: 'manager' },
});
const changed = (seq: number, account: string, rest: object = {}): AccountEntry => ({
  seq,
  kind: 'operator-changed',
  body: { account, name: 'N', role: 'auditor', active: false, changed: ['role'], ...rest },
});

describe('accounts from entries', () => {
  it('are what the newest entry says, in the order in which they were added', () => {
    const other = { seq: 3, kind: 'sealed', body: null };
    expect(accountsFrom([changed(4, 'a'), added(1, 'a'), other, added(2, 'b')])).toEqual([
      { id: 'a', name: 'N', role: 'auditor', active: false, seq: 4 },
      { id: 'b', name: 'b', role: 'manager', active: true, seq: 2 },
    ]);
  });

  it.each([
    ['a second addition', [added(1, 'a'), added(2, 'a')]],
    ['a change of nobody', [changed(1, 'a')]],
    ['a role of its own', [added(1, 'a'), changed(2, 'a', { role: 'owner' })]],
    ['an id that is none', [added(1, '../a')]],
    ['no body', [{ seq: 1, kind: 'operator-added', body: null }]],
  ])('refuse %s', (_what, entries) => {
    expect(() => accountsFrom(entries)).toThrow(WorkstationError);
    expect(() => accountsFrom(entries)).toThrow(/operator\.tampered/);
  });
});
