import { describe, expect, test } from 'vitest';
import type { AccountView } from '../../../../domain/window-state.ts';
import { changeFaults, changeOf, type PersonChange } from '../../../../renderer/screens/settings/person-change.ts';
import { PEOPLE } from '../../fake-workstation.ts';

const account: AccountView = PEOPLE.find(({ id }) => id === 'sato') ?? expect.fail('nobody');
const same: PersonChange = { name: account.name, role: account.role, pin: '', pinAgain: '' };

describe('changing an account', () => {
  test('asks only for what is different', () => {
    expect(changeOf(same, account)).toEqual({});
    expect(changeOf({ ...same, pin: 'k4mo7o', pinAgain: 'k4mo7o' }, account)).toEqual({ pin: 'k4mo7o' });
    expect(changeOf({ ...same, name: ' 佐藤 ', role: 'checker' }, account)).toEqual({ name: '佐藤', role: 'checker' });
  });

  test('leaves an empty PIN alone, and holds a new one to its rules', () => {
    expect(changeFaults(same, account, PEOPLE)).toEqual([]);
    const fieldOf = (change: Partial<PersonChange>) =>
      changeFaults({ ...same, ...change }, account, PEOPLE).map(({ field }) => field);
    expect(fieldOf({ pin: '111111', pinAgain: '111111' })).toEqual(['pin']);
    expect(fieldOf({ pinAgain: 'k4mo7o' })).toEqual(['pin']);
    expect(fieldOf({ pin: 'k4mo7o' })).toEqual(['pinAgain']);
    expect(fieldOf({ name: 'Tanaka' })).toEqual(['name']);
  });
});
