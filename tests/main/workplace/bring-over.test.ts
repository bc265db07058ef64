import { describe, expect, it } from 'vitest';
import { operatorId } from '../../../domain/ids.ts';
import { bringPeople, namesOfRack } from '../../../main/workplace/bring-over.ts';
import { codeOf, PeopleRig, PIN, WRONG } from '../operators/people-rig.ts';

describe('people who go to practise', () => {
  it('are there with the same ids, names, roles and PINs, and nobody of the practice comes back', async () => {
    const real = await new PeopleRig().staff({ sato: 'checker', tanaka: 'operator' });
    const practice = new PeopleRig();
    bringPeople(real.people.book, practice.people.book);
    const who = ({ people }: PeopleRig) =>
      people.book.all().map(({ id, name, role, active }) => [id, name, role, active]);
    expect(who(practice)).toEqual(who(real));
    await practice.people.sessions.logIn('sato', PIN);
    expect(practice.people.sessions.attendance()).toMatchObject({ is: 'present', account: { role: 'checker' } });
    expect(await codeOf(practice.people.sessions.logIn('tanaka', WRONG))).toBe('operator.refused');
    expect(real.people.sessions.attendance()).toMatchObject({ account: { id: 'mori' } });
  });

  it('are brought up to date the next time, and nothing is written when nothing has changed', async () => {
    const real = await new PeopleRig().staff({ sato: 'checker', tanaka: 'operator' });
    const practice = new PeopleRig();
    bringPeople(real.people.book, practice.people.book);
    const before = practice.opened.ledger.head().seq;
    bringPeople(real.people.book, practice.people.book);
    expect(practice.opened.ledger.head().seq).toBe(before);
    await real.people.accounts.change(operatorId('tanaka'), { active: false });
    await real.people.accounts.change(operatorId('sato'), { name: '佐藤', pin: '864209' });
    bringPeople(real.people.book, practice.people.book);
    practice.restart();
    expect(await codeOf(practice.people.sessions.logIn('tanaka', PIN))).toBe('operator.inactive');
    expect(await codeOf(practice.people.sessions.logIn('sato', PIN))).toBe('operator.refused');
    expect((await practice.people.sessions.logIn('佐藤', '864209')).id).toBe('sato');
  });

  it('leaves out nobody who is inactive, so that a deactivated person is so there too', async () => {
    const real = await new PeopleRig().staff({ tanaka: 'operator' });
    await real.people.accounts.change(operatorId('tanaka'), { active: false });
    const practice = new PeopleRig();
    bringPeople(real.people.book, practice.people.book);
    expect(await codeOf(practice.people.sessions.logIn('tanaka', PIN))).toBe('operator.inactive');
  });
});

it('every socket of a rack is called by its number', () => {
  const phones = ['emulator-5554', 'emulator-5556'].map((port) => ({
    port,
    platform: 'android' as const,
    model: 'm',
    fault: null,
    situations: [],
  }));
  expect(namesOfRack({ phones })).toEqual([
    { port: 'emulator-5554', name: '1', place: 1, twin: null },
    { port: 'emulator-5556', name: '2', place: 2, twin: null },
  ]);
});
