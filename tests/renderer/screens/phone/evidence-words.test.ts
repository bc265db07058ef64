import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../domain/evidence.ts';
import { say, sayByName, sayError } from '../../../../domain/text.ts';
import { evidenceText, sameText } from '../../../../renderer/screens/phone/evidence-words.ts';
import type { Texts } from '../../../../renderer/use-text.ts';

const en: Texts = {
  language: 'en',
  say: (key, ...facts) => say('en', key, ...facts),
  sayByName: (key, facts) => sayByName('en', key, facts),
  sayError: (error) => sayError('en', error),
};
const told = (kind: string, data: Evidence['data'], source = 'adb'): string =>
  evidenceText(en, { kind: kind as Evidence['kind'], source, data });

describe('evidence in plain words', () => {
  it('says the figures of an overwrite', () => {
    const figures = { written: 2e9, verified: 2e9, mismatched: 0, unreached: 1e6 };
    expect(told('overwrite', { figures })).toBe(
      'Overwrite: written 2.0 GB, read back equal 2.0 GB, mismatched 0 B, not reached 1.0 MB',
    );
  });

  it('shows a number that is not on record as unknown and never as nothing', () => {
    expect(told('overwrite', {})).toBe('Overwrite: written ?, read back equal ?, mismatched ?, not reached ?');
    expect(told('host-sample', { equal: 'many' })).toContain('? of ?');
    expect(told('residue', { found: { contacts: 0, sms: 'x' }, unreadable: ['users'] })).toContain('left: ?;');
    expect(told('residue', { found: { contacts: 2, sms: 1 }, unreadable: ['users'] })).toContain('left: 3;');
  });

  it('calls the same phone the same only when the record says so', () => {
    expect(sameText(en, 'same')).toBe('agrees');
    for (const other of ['cannot-tell', null, 'SAME', '']) expect(sameText(en, other)).toBe('cannot be told');
  });

  it('shows evidence of an unknown kind by its own name', () => {
    expect(told('telepathy', {}, 'a medium')).toBe('telepathy: a medium');
    expect(told('toString', {}, 'x')).toBe('toString: x');
  });
});
