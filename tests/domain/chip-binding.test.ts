import { describe, expect, it } from 'vitest';
import { isAnotherModel, modelNamesOf, whyUnbindable } from '../../domain/chip-binding.ts';
import { notReadable, value } from '../../domain/device.ts';

describe('a reading', () => {
  it('is of no phone in particular where a card, several chips or another chip half-way answered', () => {
    expect(whyUnbindable('card', ['loose-card'])).toBe('chip.multiple');
    expect(whyUnbindable('phone', ['several-chips'])).toBe('chip.multiple');
    expect(whyUnbindable(null, ['several-chips', 'chip-changed'])).toBe('chip.multiple');
    expect(whyUnbindable('phone', ['chip-changed'])).toBe('chip.changed');
  });

  it('may be bound with every other trouble, which is the phone’s own', () => {
    expect(whyUnbindable('phone', ['chip-lost', 'walk-incomplete', 'bad-answer'])).toBeNull();
    expect(whyUnbindable('host-emulation', ['host-emulation'])).toBeNull();
    expect(whyUnbindable(null, ['no-answer'])).toBeNull();
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
