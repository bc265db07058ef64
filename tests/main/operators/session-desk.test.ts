import { describe, expect, it } from 'vitest';
import { operatorId } from '../../../domain/ids.ts';
import { openOperators } from '../../../main/operators/operators.ts';
import { CHEAP, codeOf, PeopleRig, PIN, WRONG } from './people-rig.ts';

const SATO = operatorId('sato');

describe('a log-in', () => {
  it('is on record, with the switch from one person to another', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    const { sessions } = rig.people;
    await sessions.logIn('ＳＡＴＯ', PIN);
    expect(sessions.attendance()).toMatchObject({ is: 'present', account: { id: 'sato' } });
    sessions.lock();
    await sessions.logIn('sato', PIN);
    sessions.logOut();
    expect(sessions.attendance()).toEqual({ is: 'nobody' });
    expect(rig.told()).toEqual(
      [
        'operator-added workstation mori 森 manager',
        'operator-logged-in mori mori null log-in manager',
        'operator-added mori sato sato checker',
        'operator-logged-in sato sato mori switch checker',
        'operator-logged-out sato sato asked',
        'operator-logged-in sato sato  unlock checker',
        'operator-logged-out sato sato asked',
      ].map((line) => line.replace(' null', ' ')),
    );
  });

  it('is by name as well as by id, and refused in the same words for a wrong PIN and for nobody', async () => {
    const rig = await new PeopleRig().staff();
    const { sessions } = rig.people;
    expect((await sessions.logIn(' 森 ', PIN)).id).toBe('mori');
    const since = rig.opened.ledger.head().seq;
    expect(await codeOf(sessions.logIn('135792', PIN))).toBe('operator.refused');
    expect(await codeOf(sessions.logIn('mori', WRONG))).toBe('operator.refused');
    const told = rig.told(since);
    expect(told).toEqual(['operator-refused workstation   unknown', 'operator-refused workstation mori  wrong-pin']);
  });

  it('leaves neither PIN nor hash in the ledger', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    await codeOf(rig.people.sessions.logIn('sato', WRONG));
    await codeOf(rig.people.sessions.logIn(WRONG, WRONG));
    const stored = rig.opened.database.prepare('SELECT pin FROM operators').pluck().all() as string[];
    const secrets = [
      PIN,
      WRONG,
      ...stored,
      ...stored.flatMap((pin) => pin.split('$').filter((part) => part.length > 20)),
    ];
    const texts = rig.opened.database.prepare('SELECT entry FROM ledger').pluck().all() as string[];
    expect(texts.length).toBeGreaterThan(4);
    expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
  });

  it('of a deactivated account is refused only to who knows its PIN', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    const { accounts, sessions } = rig.people;
    await accounts.change(SATO, { active: false });
    expect(await codeOf(sessions.logIn('sato', WRONG))).toBe('operator.refused');
    expect(await codeOf(sessions.logIn('sato', PIN))).toBe('operator.inactive');
  });

  it('makes the hash anew when it is weaker than hashes are now', async () => {
    const rig = await new PeopleRig().staff();
    const people = openOperators(rig.opened, { ...rig.settings, cost: { ...CHEAP, logN: 5 } });
    const pin = () => rig.opened.database.prepare('SELECT pin FROM operators').pluck().get();
    expect(pin()).toMatch(/ln=4,/);
    await people.sessions.logIn('mori', PIN);
    expect(pin()).toMatch(/ln=5,/);
    const renewed = pin();
    await people.sessions.logIn('mori', PIN);
    await rig.people.sessions.logIn('mori', PIN);
    expect(pin()).toBe(renewed);
  });
});

describe('the lock-out', () => {
  it('grows, survives a restart, and is on record', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    const since = rig.opened.ledger.head().seq;
    const attempt = (pin: string) => codeOf(rig.people.sessions.logIn('sato', pin));
    expect([await attempt(WRONG), await attempt(WRONG), await attempt(WRONG)]).toEqual([
      'operator.refused',
      'operator.refused',
      'operator.locked-out',
    ]);
    expect(await attempt(PIN)).toBe('operator.locked-out');
    rig.restart();
    expect(await attempt(PIN)).toBe('operator.locked-out');
    expect(rig.people.sessions.lockedForMs(SATO)).toBe(30_000);
    rig.clock.pass(30_000);
    expect(await attempt(WRONG)).toBe('operator.locked-out');
    expect(rig.people.sessions.lockedForMs(SATO)).toBe(60_000);
    rig.clock.pass(60_000);
    expect(await attempt(PIN)).toBe('none');
    expect(await attempt(WRONG)).toBe('operator.refused');
    expect(rig.told(since).filter((line) => line.includes('locked-out'))).toEqual([
      'operator-locked-out workstation sato 30 3',
      'operator-refused workstation sato  locked-out',
      'operator-refused workstation sato  locked-out',
      'operator-locked-out workstation sato 60 4',
    ]);
  });

  it('is not shortened by setting the clock, in either direction while the program runs, and backwards ever', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    for (const _ of [1, 2, 3]) await codeOf(rig.people.sessions.logIn('sato', WRONG));
    const locked = () => rig.people.sessions.lockedForMs(SATO);
    rig.clock.wall += 3_600_000;
    expect(locked()).toBe(30_000);
    rig.clock.wall -= 7_200_000;
    expect(locked()).toBe(30_000 + 3_600_000);
    rig.restart();
    expect(locked()).toBe(30_000 + 3_600_000);
    rig.clock.wall -= 400 * 86_400_000;
    expect(locked()).toBe(30_000);
  });

  it('counts a try before it is decided, and takes one at a time', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    const { sessions } = rig.people;
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(sessions.logIn('sato', WRONG))));
    expect(codes).toEqual(['operator.refused', 'operator.refused', ...Array(3).fill('operator.locked-out')]);
    rig.clock.pass(60_000);
    const left = sessions.logIn('sato', WRONG);
    await Promise.resolve();
    await Promise.resolve();
    expect(rig.opened.database.prepare("SELECT tries FROM operators WHERE id = 'sato'").pluck().get()).toBe(4);
    expect(await codeOf(left)).toBe('operator.locked-out');
  });

  it('of one person locks nobody else, and a manager ends it', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    const { accounts, sessions } = rig.people;
    for (const _ of [1, 2, 3]) await codeOf(sessions.logIn('sato', WRONG));
    await sessions.logIn('mori', PIN);
    await accounts.change(SATO, { unlock: true });
    expect(await codeOf(sessions.logIn('sato', PIN))).toBe('none');
  });
});

describe('the screen', () => {
  it('locks when nobody touches it, also when the computer slept or the clock was set', async () => {
    const rig = await new PeopleRig().staff();
    const { sessions } = rig.people;
    rig.clock.pass(299_999);
    sessions.touch();
    rig.clock.pass(299_999);
    expect(sessions.attendance().is).toBe('present');
    rig.clock.pass(1);
    sessions.touch();
    expect(sessions.attendance()).toMatchObject({ is: 'locked', account: { id: 'mori' } });
    expect(sessions.check('see-board').ok).toBe(false);
    await sessions.logIn('mori', PIN);
    rig.clock.wall += 300_000;
    expect(sessions.attendance().is).toBe('locked');
    await sessions.logIn('mori', PIN);
    rig.clock.wall -= 9_000_000;
    rig.clock.mono += 300_000;
    expect(sessions.attendance().is).toBe('locked');
  });

  it('lets nobody act without a log-in, and everybody what the role may', async () => {
    const rig = await new PeopleRig().staff({ aoki: 'auditor' });
    const { sessions } = rig.people;
    await sessions.logIn('aoki', PIN);
    const since = rig.opened.ledger.head().seq;
    expect(sessions.check('see-records')).toMatchObject({ ok: true, account: { id: 'aoki' } });
    expect(sessions.check('start-job')).toMatchObject({ ok: false, error: { code: 'operator.not-allowed' } });
    expect(rig.told(since)).toEqual([]);
    expect(await codeOf(() => sessions.authorise('start-job'))).toBe('operator.not-allowed');
    expect(rig.told(since)).toEqual(['operator-refused aoki aoki start-job not-allowed']);
    sessions.logOut();
    expect(await codeOf(() => sessions.authorise('see-board'))).toBe('operator.not-logged-in');
  });

  it('follows a change of role at once', async () => {
    const rig = await new PeopleRig().staff({ ito: 'manager' });
    const { accounts, sessions } = rig.people;
    await accounts.change(operatorId('mori'), { role: 'auditor' });
    expect(sessions.check('start-job')).toMatchObject({ ok: false, error: { code: 'operator.not-allowed' } });
  });

  it('closes with the account behind it', async () => {
    const rig = await new PeopleRig().staff({ ito: 'manager' });
    const { accounts, sessions } = rig.people;
    await accounts.change(operatorId('mori'), { active: false });
    expect(sessions.attendance()).toEqual({ is: 'nobody' });
    expect(rig.told().at(-1)).toBe('operator-logged-out mori mori account-changed');
  });
});
