import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatorId } from '../../domain/ids.ts';
import {
  accountNamed,
  additionRefusal,
  anchored,
  changeRefusal,
  foldName,
  isName,
  isPinFit,
  lockedForMs,
  may,
  type OperatorAccount,
  PERMISSIONS,
  type Permission,
  ROLES,
  waitAfterMs,
} from '../../domain/operator.ts';

const account = (id: string, changes: Partial<OperatorAccount> = {}): OperatorAccount => ({
  id: operatorId(id),
  name: id,
  role: 'operator',
  active: true,
  seq: 1,
  ...changes,
});

describe('the permission table', () => {
  it('is exactly this', () => {
    const table = Object.fromEntries(
      (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
        permission,
        ROLES.map((role) => (may(role, permission) ? role[0] : '-')).join(''),
      ]),
    );
    expect(table).toEqual({
      'see-board': 'ocma',
      'see-records': 'ocma',
      'verify-ledger': 'ocma',
      'export-ledger': 'ocma',
      'make-report': 'ocma',
      'examine-phone': 'ocm-',
      'start-job': 'ocm-',
      'cancel-job': 'ocm-',
      'answer-question': 'ocm-',
      'read-chip': 'ocm-',
      'zero-card': 'ocm-',
      'issue-certificate': 'ocm-',
      'review-job': '-cm-',
      'override-block': '--m-',
      'override-chip-gate': '--m-',
      'seal-ledger': '--m-',
      'rotate-key': '--m-',
      'back-up': '--m-',
      'change-settings': '--m-',
      'change-operators': '--m-',
    });
  });
});

describe('names', () => {
  it('fold width, case, spaces and the letters without a single lower case', () => {
    expect(['ＳＡＴＯ', ' Sato ', 'sato'].map(foldName)).toEqual(['sato', 'sato', 'sato']);
    expect(foldName('山田　花子')).toBe(foldName('山田 花子'));
    expect(foldName('ｻﾄｳ')).toBe(foldName('サトウ'));
    expect(['STRASSE', 'STRAẞE'].map(foldName)).toEqual([foldName('Straße'), foldName('Straße')]);
    expect(foldName('ΣΟΦΟΣ')).toBe(foldName('σοφος'));
  });

  it('fold once and for all, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const folded = foldName(name);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(name.normalize('NFD'))).toBe(folded);
      }),
    );
  });

  it('fold every letter of Unicode once and for all, however it is written', () => {
    const letters = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((letter) => letter.toUpperCase() !== letter.toLowerCase());
    expect(letters.length).toBeGreaterThan(2000);
    const kept = (letter: string): boolean =>
      [letter, foldName(letter), letter.toUpperCase(), letter.toLowerCase(), letter.normalize('NFD')].every(
        (form) => foldName(form) === foldName(letter),
      );
    expect(letters.filter((letter) => !kept(letter))).toEqual([]);
  });

  it('refuse what cannot be seen', () => {
    expect(['', ' ', 'a\u202eb', 'a\u200bb', 'a\nb', 'x'.repeat(41)].filter(isName)).toEqual([]);
    expect(['a', '山田 花子', 'x'.repeat(40)].filter(isName)).toHaveLength(3);
  });

  it('are taken by an id as well as by a name, also of an inactive account', () => {
    const standing = [account('sato', { name: '佐藤', role: 'manager', active: false })];
    const refusal = (id: string, name: string) =>
      additionRefusal(standing, { id: operatorId(id), name, role: 'operator' });
    expect(refusal('SATO', 'x')).toBe('operator.name-taken');
    expect(refusal('s2', '佐藤 ')).toBe('operator.name-taken');
    expect(refusal('s2', 'ＳＡＴＯ')).toBe('operator.name-taken');
    expect(refusal('workstation', 'x')).toBe('operator.name-unfit');
    expect(refusal('Unknown', 'x')).toBe('operator.name-unfit');
    expect(refusal('s2', 'x')).toBeNull();
    expect(accountNamed(standing, 'ｓａｔｏ')?.id).toBe('sato');
  });
});

describe('managers', () => {
  it('come first and never run out', () => {
    const first = { id: operatorId('a'), name: 'a' };
    expect(ROLES.map((role) => additionRefusal([], { ...first, role }))).toEqual([
      'operator.first-manager',
      'operator.first-manager',
      null,
      'operator.first-manager',
    ]);
    const only = account('a', { role: 'manager' });
    const retired = account('b', { role: 'manager', active: false });
    expect(changeRefusal([only, retired], only, { role: 'checker' })).toBe('operator.last-manager');
    expect(changeRefusal([only, retired], only, { active: false })).toBe('operator.last-manager');
    expect(changeRefusal([only, retired], only, { name: 'c' })).toBeNull();
    expect(changeRefusal([only, account('c', { role: 'manager' })], only, { active: false })).toBeNull();
  });
});

describe('PINs', () => {
  const own = { id: operatorId('tanaka'), name: '田中 太郎さん' };
  it.each([
    ['12345', false],
    ['123456', false],
    ['987654', false],
    ['１２３４５６', false],
    ['111111', false],
    ['121212', false],
    ['TANAKA', false],
    ['田中　太郎さん', false],
    ['x'.repeat(65), false],
    ['135 7\u0000924', false],
    ['135792', true],
    ['１３５７９２', true],
    ['abcdeg', true],
  ])('%j is fit: %s', (pin, isFit) => {
    expect(isPinFit(pin, own)).toBe(isFit);
  });
});

describe('the lock-out', () => {
  const times = fc.integer({ min: 0, max: 4_000_000_000_000 });
  const wrongs = fc.record({ tries: fc.integer({ min: 0, max: 2000 }), lastAtMs: times });

  it('grows and ends', () => {
    expect([1, 2, 3, 4, 5, 9, 10, 500].map((tries) => waitAfterMs(tries) / 1000)).toEqual([
      0, 0, 30, 60, 120, 1920, 3600, 3600,
    ]);
    fc.assert(
      fc.property(wrongs, ({ tries }) => {
        expect(waitAfterMs(tries + 1)).toBeGreaterThanOrEqual(waitAfterMs(tries));
      }),
    );
  });

  it('is never shortened by a clock that went back', () => {
    fc.assert(
      fc.property(wrongs, times, times, (wrong, now, back) => {
        const earlier = Math.max(0, now - back);
        const before = lockedForMs(anchored(wrong, Math.max(now, wrong.lastAtMs)), Math.max(now, wrong.lastAtMs));
        const after = lockedForMs(anchored(wrong, earlier), earlier);
        expect(after).toBeGreaterThanOrEqual(Math.min(before, waitAfterMs(wrong.tries)));
      }),
    );
  });

  it('never lasts for years because a clock was once wrong', () => {
    fc.assert(
      fc.property(wrongs, times, (wrong, now) => {
        expect(lockedForMs(anchored(wrong, now), now)).toBeLessThanOrEqual(25 * 60 * 60 * 1000);
      }),
    );
  });
});
