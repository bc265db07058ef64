import { scryptSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashPin, isPin, isWeaker, PIN_COST } from '../../../main/operators/pin-hash.ts';

const CHEAP = { logN: 4, r: 2, p: 1 };

describe('hashes of PINs', () => {
  it('are scrypt with at least 64 MiB, and say so themselves', async () => {
    expect(128 * PIN_COST.r * 2 ** PIN_COST.logN).toBeGreaterThanOrEqual(64 * 1024 * 1024);
    const stored = await hashPin('135792');
    expect(stored).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
    expect([await isPin('135792', stored), await isPin('135793', stored)]).toEqual([true, false]);
  });

  it('are what scrypt makes of salt and PIN', async () => {
    const [, , , salt = '', hash] = (await hashPin('135792', CHEAP)).split('$');
    const expected = scryptSync('135792', Buffer.from(salt, 'base64'), 32, { N: 16, r: 2, p: 1 });
    expect(hash).toBe(expected.toString('base64').replaceAll('=', ''));
  });

  it('never repeat, and take full-width digits for the same', async () => {
    const [one, other] = [await hashPin('135792', CHEAP), await hashPin('135792', CHEAP)];
    expect(one).not.toBe(other);
    expect(await isPin('１３５７９２ ', one)).toBe(true);
  });

  it('match their own PIN and no other', async () => {
    const pins = fc.string({ unit: 'grapheme', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(pins, pins, async (pin, other) => {
        const stored = await hashPin(pin, CHEAP);
        expect(await isPin(pin, stored)).toBe(true);
        fc.pre(pin.normalize('NFKC').trim() !== other.normalize('NFKC').trim());
        expect(await isPin(other, stored)).toBe(false);
      }),
    );
  });

  it('of a lower cost are weaker, of a higher one are not', () => {
    const at = (logN: number, r: number, p: number) =>
      `$scrypt$ln=${logN},r=${r},p=${p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    expect([at(16, 8, 1), at(17, 4, 1), at(16, 8, 2), 'nonsense'].map((one) => isWeaker(one))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([at(17, 8, 1), at(18, 8, 1), at(17, 8, 2)].map((one) => isWeaker(one))).toEqual([false, false, false]);
  });

  it('that were meddled with match nothing and cost nothing', async () => {
    const long = `${'A'.repeat(22)}$${'A'.repeat(43)}`;
    const odd = [
      '',
      '$scrypt$',
      `$scrypt$ln=30,r=8,p=1$${long}`,
      `$scrypt$ln=17,r=8,p=999$${long}`,
      `$argon2id$${long}`,
    ];
    expect(await Promise.all(odd.map((stored) => isPin('135792', stored)))).toEqual(odd.map(() => false));
    await fc.assert(
      fc.asyncProperty(fc.string(), async (stored) => {
        expect(await isPin('135792', stored)).toBe(false);
      }),
    );
  });
});
