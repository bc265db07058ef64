import { describe, expect, it } from 'vitest';
import { operatorId } from '../../../domain/ids.ts';
import { ROLES } from '../../../domain/operator.ts';
import { openOperators } from '../../../main/operators/operators.ts';
import { codeOf, PeopleRig, PIN, WRONG } from './people-rig.ts';

const MORI = operatorId('mori');
const SATO = operatorId('sato');
const NEW_PIN = '864209';

describe('adding accounts', () => {
  it('begins with a manager, then needs one', async () => {
    const rig = new PeopleRig();
    const { accounts, book, sessions } = rig.people;
    expect(book.exist()).toBe(false);
    const mori = { id: MORI, name: '森', role: 'manager' } as const;
    expect(await codeOf(accounts.add({ ...mori, role: 'operator' }, PIN))).toBe('operator.first-manager');
    expect(await codeOf(accounts.add(mori, '123456'))).toBe('operator.pin-unfit');
    expect(rig.told()).toEqual([]);
    await accounts.add(mori, PIN);
    const sato = { id: SATO, name: '佐藤', role: 'checker' } as const;
    expect(await codeOf(accounts.add(sato, PIN))).toBe('operator.not-logged-in');
    await sessions.logIn('mori', PIN);
    await accounts.add(sato, PIN);
    expect(await codeOf(accounts.add({ id: operatorId('Sato'), name: 'x', role: 'checker' }, PIN))).toBe(
      'operator.name-taken',
    );
    rig.restart();
    expect(rig.people.book.all().map(({ id, role, active }) => ({ id, role, active }))).toEqual([
      { id: 'mori', role: 'manager', active: true },
      { id: 'sato', role: 'checker', active: true },
    ]);
  });

  it('of two first managers at once lets one in', async () => {
    const rig = new PeopleRig();
    const add = (id: string) => codeOf(rig.people.accounts.add({ id: operatorId(id), name: id, role: 'manager' }, PIN));
    expect((await Promise.all([add('a1'), add('b1')])).toSorted()).toEqual(['none', 'operator.not-logged-in']);
  });

  it('is a manager’s alone', async () => {
    const rig = await new PeopleRig().staff({ r0: 'operator', r1: 'checker', r2: 'manager', r3: 'auditor' });
    const { accounts, sessions } = rig.people;
    const codes: string[] = [];
    for (const [at, role] of ROLES.entries()) {
      await sessions.logIn(`r${at}`, PIN);
      codes.push(await codeOf(accounts.add({ id: operatorId(`n${at}`), name: `n${at}`, role }, PIN)));
      codes.push(await codeOf(accounts.change(MORI, { role: 'auditor', pin: NEW_PIN })));
    }
    const no = 'operator.not-allowed';
    expect(codes).toEqual([no, no, no, no, 'none', 'none', no, no]);
  });
});

describe('changing accounts', () => {
  it('is on record with what changed, and never leaves the shop without a manager', async () => {
    const rig = await new PeopleRig().staff({ sato: 'checker' });
    const { accounts } = rig.people;
    const since = rig.opened.ledger.head().seq;
    await accounts.change(SATO, { role: 'operator', name: '佐藤' });
    await accounts.change(SATO, { name: '佐藤 ' });
    expect(await codeOf(accounts.change(MORI, { active: false }))).toBe('operator.last-manager');
    expect(await codeOf(accounts.change(MORI, { role: 'checker' }))).toBe('operator.last-manager');
    expect(await codeOf(accounts.change(operatorId('none'), { active: false }))).toBe('operator.unknown');
    await accounts.change(SATO, { active: false, pin: NEW_PIN });
    expect(rig.told(since)).toEqual([
      'operator-changed mori sato true name,role 佐藤 operator',
      'operator-changed mori sato false active,pin 佐藤 operator',
    ]);
  });

  it('lets everybody change their own PIN and nothing else', async () => {
    const rig = await new PeopleRig().staff({ sato: 'operator' });
    const { accounts, sessions } = rig.people;
    await sessions.logIn('sato', PIN);
    await accounts.change(SATO, { pin: NEW_PIN });
    expect(await codeOf(accounts.change(SATO, { pin: WRONG, role: 'manager' }))).toBe('operator.not-allowed');
    expect(await codeOf(accounts.change(MORI, { pin: NEW_PIN }))).toBe('operator.not-allowed');
    expect(await codeOf(sessions.logIn('sato', PIN))).toBe('operator.refused');
    expect(await codeOf(sessions.logIn('sato', NEW_PIN))).toBe('none');
  });

  it('keeps the PIN when the key is rotated or the role changes', async () => {
    const rig = await new PeopleRig().staff({ sato: 'operator' });
    rig.opened.ledger.rotateKey();
    await rig.people.accounts.change(SATO, { role: 'checker' });
    rig.restart();
    expect(await codeOf(rig.people.sessions.logIn('sato', PIN))).toBe('none');
    expect(await codeOf(rig.people.sessions.logIn('mori', PIN))).toBe('none');
  });
});

describe('an account that was meddled with', () => {
  it.each([
    [
      'the PIN of another',
      "UPDATE operators SET pin = (SELECT pin FROM operators WHERE id = 'sato') WHERE id = 'mori'",
    ],
    [
      'the whole row of another',
      "UPDATE operators SET (pin, key_id, signature, updated_seq) = (SELECT pin, key_id, signature, updated_seq FROM operators WHERE id = 'sato') WHERE id = 'mori'",
    ],
    ['another entry', "UPDATE operators SET updated_seq = updated_seq + 1 WHERE id = 'mori'"],
    ['another key', "UPDATE operators SET key_id = 'x' WHERE id = 'mori'"],
    ['no row at all', "DROP TRIGGER operators_never_deleted; DELETE FROM operators WHERE id = 'mori'"],
  ])('is noticed at log-in, and on record: %s', async (_what, sql) => {
    const rig = await new PeopleRig().staff({ sato: 'operator' });
    rig.opened.database.exec(sql);
    const since = rig.opened.ledger.head().seq;
    expect(await codeOf(rig.people.sessions.logIn('mori', PIN))).toBe('operator.tampered');
    expect(rig.told(since)).toEqual(['operator-refused workstation mori  tampered']);
    expect(await codeOf(rig.people.sessions.logIn('sato', PIN))).toBe('none');
  });

  it('does not come back with an old PIN', async () => {
    const rig = await new PeopleRig().staff({ sato: 'operator' });
    const old = rig.opened.database.prepare("SELECT * FROM operators WHERE id = 'sato'").get() as object;
    await rig.people.accounts.change(SATO, { pin: NEW_PIN });
    rig.opened.database
      .prepare('UPDATE operators SET pin = @pin, signature = @signature, updated_seq = @updated_seq WHERE id = @id')
      .run(old);
    expect(await codeOf(rig.people.sessions.logIn('sato', PIN))).toBe('operator.tampered');
  });

  it('does not rise by an entry that was put into the chain without the workstation’s key', async () => {
    const rig = await new PeopleRig().staff({ sato: 'operator' });
    // Whoever can write into the file can lengthen the chain after the last seal; only the key is out of reach.
    rig.opened.ledger.append({
      kind: 'operator-changed',
      actor: 'mori',
      body: { account: 'sato', name: 'sato', role: 'manager', active: true, changed: ['role'] },
    });
    const people = openOperators(rig.opened, rig.settings);
    expect(people.book.get(SATO).role).toBe('manager');
    expect(await codeOf(people.sessions.logIn('sato', PIN))).toBe('operator.tampered');
    expect(people.sessions.attendance()).toEqual({ is: 'nobody' });
  });

  it('stops the start when its entries are gone', async () => {
    const rig = await new PeopleRig().staff();
    const { seq } = rig.opened.ledger.head();
    rig.opened.database
      .prepare('INSERT INTO operators (id, pin, key_id, signature, updated_seq) VALUES (?, ?, ?, ?, ?)')
      .run('ghost', 'x', 'x', 'x', seq);
    expect(await codeOf(() => openOperators(rig.opened, rig.settings))).toBe('operator.tampered');
  });

  it('is never deleted', async () => {
    const rig = await new PeopleRig().staff();
    expect(() => rig.opened.database.exec('DELETE FROM operators')).toThrow(/never deleted/);
  });
});
