import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTradeInStatus } from '../../../../native-adapters/android/probes/trade-in-status.ts';

const REAL = {
  battery: { cycle_count: 84, health: 2, state: 2, level: 87 },
  imeis: ['490154203237518', 'not an imei', '356938035643809'],
  launch_level: 34,
  locks: { factory_reset_protection: false },
  product: { brand: 'google', device: 'tokay', manufacturer: 'Google', model: 'Pixel 9', name: 'tokay', year: 2024 },
  serial: ' 4A111FDAS0001X ',
  storage: { capacity_bytes: '128000000000', useful_lifetime_remaining: 97 },
  maker_extra: { anything: [1, 2] },
};

describe('tradeinmode getstatus', () => {
  test('is read with numbers as text, unknown keys and bad IMEIs left out', () => {
    expect(parseTradeInStatus(`${JSON.stringify(REAL)}\n`)).toEqual({
      status: {
        serial: '4A111FDAS0001X',
        imeis: ['490154203237518', '356938035643809'],
        frpLocked: false,
        capacityBytes: 128_000_000_000,
      },
      product: { brand: 'google', device: 'tokay', manufacturer: 'Google', model: 'Pixel 9', name: 'tokay' },
      launchLevel: 34,
    });
  });

  test('what is not said is null, above all the lock', () => {
    expect(parseTradeInStatus('{}')).toEqual({
      status: { serial: null, imeis: [], frpLocked: null, capacityBytes: null },
      product: {},
      launchLevel: null,
    });
    expect(parseTradeInStatus('{"locks":{}}').status.frpLocked).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['text', 'Unable to get status'],
    ['a cut answer', JSON.stringify(REAL).slice(0, 120)],
    ['two answers', '{}{}'],
    ['a list', '[]'],
    ['a lock in words', '{"locks":{"factory_reset_protection":"false"}}'],
    ['a lock as a number', '{"locks":{"factory_reset_protection":0}}'],
    ['a lock that is null', '{"locks":{"factory_reset_protection":null}}'],
    ['IMEIs as one text', '{"imeis":"490154203237518"}'],
    ['a serial that is a number', '{"serial":1}'],
    ['an overlong serial', JSON.stringify({ serial: 'x'.repeat(300) })],
  ])('%s is refused as a broken answer', (_name, text) => {
    expect(() => parseTradeInStatus(text)).toThrow(expect.objectContaining({ code: 'device.protocol' }));
  });

  test.each([
    ['x', null],
    ['-1', null],
    ['1e400', null],
    ['12.5', null],
    ['64000000000', 64_000_000_000],
  ])('a capacity of %s is %s', (stated, capacityBytes) => {
    expect(parseTradeInStatus(JSON.stringify({ storage: { capacity_bytes: stated } })).status.capacityBytes).toBe(
      capacityBytes,
    );
  });

  test('no other JSON ever says that a phone is not locked', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        let locked: boolean | null = null;
        try {
          locked = parseTradeInStatus(text).status.frpLocked;
        } catch (error) {
          expect(error).toMatchObject({ code: 'device.protocol' });
        }
        expect(locked).toBeNull();
      }),
    );
  });
});
