import { describe, expect, test } from 'vitest';
import {
  emptyForm,
  type FirstRunForm,
  faultsOf,
  hasSecondPerson,
  orderOf,
  peopleOf,
  withoutPerson,
  withPerson,
  withWords,
} from '../../../../renderer/screens/first-run/first-run-form.ts';

const PIN = 'k4mo7o';
const manager = (change: Partial<FirstRunForm> = {}): FirstRunForm =>
  withWords({ ...emptyForm(), ...change }, 1, { name: '田中 恵', pin: PIN, pinAgain: PIN });
const fieldsOf = (form: FirstRunForm): readonly string[] => faultsOf(form, 'people').map(({ field }) => field);

describe('the form of the first run', () => {
  test('asks a manager for a name and a PIN, and leaves a further person out whom nobody has typed', () => {
    expect(fieldsOf(emptyForm())).toEqual(['person.1.name', 'person.1.pin']);
    expect(fieldsOf(manager())).toEqual([]);
    expect(peopleOf(manager()).map(({ key }) => key)).toEqual([1]);
  });

  test('lets everything about the shop stay empty, and refuses what is too long or cannot be seen', () => {
    expect(faultsOf(emptyForm(), 'shop')).toEqual([]);
    const form = { ...emptyForm(), shop: { name: 'あ'.repeat(81), licence: '', address: '神田\n1-2', phone: '' } };
    expect(faultsOf(form, 'shop').map(({ field, says }) => [field, says])).toEqual([
      ['shop.name', 'field.wrong.too-long'],
      ['shop.address', 'field.wrong.unseen'],
    ]);
  });

  test('puts each fault beside its own field', () => {
    const form = withWords(manager(), 2, { name: 'tanaka', id: '鈴木', pin: '123456', pinAgain: '123456' });
    expect(faultsOf(form, 'people').map(({ field, says }) => [field, says])).toEqual([
      ['person.2.id', 'field.wrong.id'],
      ['person.2.pin', 'field.wrong.pin'],
    ]);
    expect(fieldsOf(withWords(manager(), 1, { pinAgain: 'k4mo7O' }))).toEqual(['person.1.pinAgain']);
  });

  test('tells people apart as the program does: width and case make no difference', () => {
    const form = withWords(manager(), 2, { name: '鈴木', id: '０１', pin: PIN, pinAgain: PIN });
    // The full-width id is no id at all, and its half-width form is taken.
    expect(fieldsOf(form)).toEqual(['person.2.id']);
    expect(faultsOf(withWords(form, 2, { id: '01' }), 'people')[0]?.says).toBe('field.wrong.taken');
    expect(faultsOf(withWords(form, 2, { id: '02', name: '田中　恵' }), 'people')[0]?.says).toBe('field.wrong.taken');
    expect(faultsOf(withWords(form, 2, { id: 'Workstation' }), 'people')[0]?.says).toBe('field.wrong.id-reserved');
  });

  test('orders a shop of several with the second person, and one person without', () => {
    const several = withWords(manager(), 2, { name: '鈴木', pin: PIN, pinAgain: PIN });
    expect(hasSecondPerson(several)).toBe(true);
    expect(hasSecondPerson(withWords(several, 2, { role: 'operator' }))).toBe(false);
    expect(orderOf(several, 'ja')).toMatchObject({
      secondPerson: 'required',
      people: [
        { id: '01', name: '田中 恵', role: 'manager', pin: PIN },
        { id: '02', role: 'checker' },
      ],
    });
    expect(orderOf({ ...several, staff: 'one' }, 'en')).toMatchObject({
      language: 'en',
      secondPerson: 'switched-off',
      people: [{ id: '01' }],
    });
  });

  test('never switches the second person off by leaving the accounts out', () => {
    expect(orderOf({ ...manager(), staff: 'none' }, 'ja')).toMatchObject({ secondPerson: 'required', people: [] });
  });

  test('adds and removes people, but never the manager', () => {
    const more = withPerson(emptyForm());
    expect(more.people.map(({ key, id }) => [key, id])).toEqual([
      [1, '01'],
      [2, '02'],
      [3, '03'],
    ]);
    expect(withoutPerson(more, 2).people.map(({ key }) => key)).toEqual([1, 3]);
    expect(withoutPerson(more, 1).people).toHaveLength(3);
  });
});
