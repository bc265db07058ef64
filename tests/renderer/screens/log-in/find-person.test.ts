import { describe, expect, test } from 'vitest';
import { badgeOf, findPerson } from '../../../../renderer/screens/log-in/find-person.ts';
import { PEOPLE } from '../../fake-workstation.ts';

const people = PEOPLE.map((person) => (person.id === 'suzuki' ? { ...person, active: false } : person));

describe('finding a person', () => {
  test('takes ids and names in any width and case', () => {
    expect(findPerson(people, ' ＴＡＮＡＫＡ ')?.id).toBe('tanaka');
    expect(findPerson(people, '佐藤　美咲')?.id).toBe('sato');
    expect(findPerson(people, 'suzuki')?.active).toBe(false);
    expect(findPerson(people, 'nobody')).toBeNull();
  });

  test('takes as a badge only the id of somebody who may log in', () => {
    expect(badgeOf(people, 'tanaka', 'scanned')?.id).toBe('tanaka');
    expect(badgeOf(people, '田中 恵', 'scanned')).toBeNull();
    expect(badgeOf(people, 'suzuki', 'scanned')).toBeNull();
    expect(badgeOf(people, '3569380', 'scanned')).toBeNull();
  });

  test('takes a typed text for a badge only where it is too short for any PIN', () => {
    expect(badgeOf(people, 'sato', 'typed')?.id).toBe('sato');
    expect(badgeOf(people, 'tanaka', 'typed')).toBeNull();
    expect(badgeOf(people, '1234', 'typed')).toBeNull();
  });
});
