import { describe, expect, it } from 'vitest';
import { type BoundReading, isAnotherModel, modelNamesOf, whyUnbindable } from '../../domain/chip-binding.ts';
import { notReadable, value } from '../../domain/device.ts';

const why = (kind: BoundReading['kind'], reasons: BoundReading['reasons'], scan: BoundReading['scan'] = 'full') =>
  whyUnbindable({ scan, kind, reasons });

describe('a reading', () => {
  it('is of no phone in particular where a card, several chips or another chip half-way answered', () => {
    expect(why('card', ['loose-card'])).toBe('chip.multiple');
    expect(why('phone', ['several-chips'])).toBe('chip.multiple');
    expect(why(null, ['several-chips', 'chip-changed'])).toBe('chip.multiple');
    expect(why('phone', ['chip-changed'])).toBe('chip.changed');
    expect([why('card', ['loose-card'], 'iphone'), why('phone', ['several-chips'], 'iphone')]).toEqual([
      'chip.multiple',
      'chip.multiple',
    ]);
  });

  it('may be bound with every other trouble, which is the phone’s own', () => {
    expect(why('phone', ['chip-lost', 'walk-incomplete', 'bad-answer'])).toBeNull();
    expect(why('host-emulation', ['host-emulation'])).toBeNull();
    expect(why(null, ['no-answer'])).toBeNull();
  });

  it('of an iPhone may be bound where several answered its poll, which takes none of their numbers', () => {
    expect(why(null, ['several-chips', 'iphone-poll-only'], 'iphone')).toBeNull();
  });
});

describe('the model that a container names', () => {
  it.each([
    ['SO-52A', ['SO-52A']],
    ['SO52A', ['so 52a']],
    ['pixel_9', ['Pixel 9']],
    ['SO-52A', ['Xperia 10 IV', 'SO-52A']],
    // It has no room for more than eleven letters.
    ['Pixel 9 Pro', ['Pixel 9 Pro XL']],
  ])('%s is the same as %j', (told, names) => {
    expect(isAnotherModel(told, names)).toBe(false);
  });

  it.each([
    ['SO-52A', ['Pixel 9']],
    ['SO-52A', ['Pixel 9', null, 'tokay']],
    ['Pixel 9', ['Pixel 9 Pro']],
    ['Pixel 9 Pro', ['Pixel 9']],
  ])('%s is another than %j', (told, names) => {
    expect(isAnotherModel(told, names)).toBe(true);
  });

  it.each([
    ['', ['Pixel 9']],
    [' ', ['Pixel 9']],
    ['SO-52A', []],
    ['SO-52A', [null, '']],
  ])('%j is not compared with %j, where a name is missing', (told, names) => {
    expect(isAnotherModel(told, names)).toBe(false);
  });

  it('is compared with model, product and the device of the build', () => {
    const fingerprint = value('google/tokay_beta/tokay:15/AP4A.241205.013/1:user/release-keys', 'getprop');
    const names = { model: value('Pixel 9', 'getprop'), product: value('tokay_beta', 'getprop'), fingerprint };
    expect(modelNamesOf(names)).toEqual(['Pixel 9', 'tokay_beta', 'tokay']);
    const withheld = notReadable('getprop', 'no answer');
    expect(modelNamesOf({ model: withheld, product: withheld, fingerprint: withheld })).toEqual([]);
    expect(modelNamesOf({ model: withheld, product: withheld, fingerprint: value('odd', 'getprop') })).toEqual([]);
  });
});
