import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PresenceSource, presenceOf } from '../../domain/chip-presence.ts';

const table = (says: 'yes' | 'no' | 'by-sku'): PresenceSource => ({
  is: 'model-table',
  says,
  entry: 'x',
  version: '1',
});
const software = (says: 'present' | 'absent' | 'not-readable'): PresenceSource => ({
  is: 'phone-software',
  says,
  found: [],
});
const reader = (says: 'answered' | 'silent', isPhoneAwake = true): PresenceSource => ({
  is: 'reader',
  says,
  isPhoneAwake,
});

describe('presenceOf', () => {
  test.each<[string, readonly PresenceSource[], string]>([
    ['nothing', [], 'unknown'],
    ['one no', [table('no')], 'unknown'],
    ['the same no twice', [table('no'), table('no')], 'unknown'],
    ['two that say no', [table('no'), software('absent')], 'not-present'],
    ['table and an awake phone', [table('no'), reader('silent')], 'not-present'],
    ['software and an awake phone', [software('absent'), reader('silent')], 'not-present'],
    ['a phone that may sleep', [table('no'), reader('silent', false)], 'unknown'],
    ['a table that leaves it to the SKU', [table('by-sku'), reader('silent')], 'unknown'],
    ['software that does not tell', [table('no'), software('not-readable')], 'unknown'],
    ['a yes among noes', [table('no'), software('absent'), reader('answered')], 'present'],
    [
      'an answer while nobody saw the phone awake',
      [table('no'), software('absent'), reader('answered', false)],
      'present',
    ],
    ['a table that says yes', [table('yes'), software('absent'), reader('silent')], 'present'],
    ['software that shows it', [table('no'), software('present'), reader('silent')], 'present'],
  ])('%s', (_name, sources, is) => {
    expect(presenceOf(sources)).toEqual({ is, sources });
  });

  test('never becomes not-present by one more yes, nor by one source less', () => {
    const any = fc.constantFrom<PresenceSource>(
      table('yes'),
      table('no'),
      table('by-sku'),
      software('present'),
      software('absent'),
      software('not-readable'),
      reader('answered'),
      reader('silent'),
      reader('silent', false),
    );
    const yes = [table('yes'), software('present'), reader('answered')];
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), fc.constantFrom(...yes), fc.nat(5), (sources, more, at) => {
        expect(presenceOf([...sources, more]).is).toBe('present');
        const isYes = ['yes', 'present', 'answered'].includes(sources[at]?.says ?? '');
        if (presenceOf(sources).is === 'not-present' || isYes) return;
        expect(presenceOf(sources.toSpliced(at, 1)).is).not.toBe('not-present');
      }),
    );
  });
});
