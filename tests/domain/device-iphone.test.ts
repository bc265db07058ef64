import { describe, expect, test } from 'vitest';
import { awaitsTrust, TRUST_STATES } from '../../domain/apple-facts.ts';
import {
  absent,
  agreeingNumbers,
  isIdentified,
  known,
  mergeFacts,
  notReadable,
  samePhone,
  value,
} from '../../domain/device.ts';
import { deviceFacts } from '../../domain/device-shape.ts';
import { bareIphone, sampleIphone } from './iphone-facts.ts';
import { sampleDevice } from './sample-device.ts';

const unread = notReadable('x', 'not trusted');
const nameless = { serial: unread, imeis: unread } as const;

describe('the same iPhone', () => {
  const phone = sampleIphone();

  test('is one whose UDID or ECID agrees and nothing contradicts', () => {
    expect(samePhone(phone, sampleIphone())).toBe('same');
    expect(samePhone(phone, sampleIphone({ ecid: unread }, nameless))).toBe('same');
    expect(samePhone(phone, sampleIphone({ udid: unread }, nameless))).toBe('same');
    expect(samePhone(sampleIphone({}, nameless), sampleIphone({}, nameless))).toBe('same');
  });

  test('is not one with another UDID or ECID, however much else agrees', () => {
    expect(samePhone(phone, sampleIphone({ udid: value('00008110-000000000000001E', 'x') }))).toBe('different');
    expect(samePhone(phone, sampleIphone({ ecid: value('1e', 'x') }))).toBe('different');
    expect(samePhone(phone, sampleIphone({}, { serial: value('OTHER', 'x') }))).toBe('different');
    expect(samePhone(phone, sampleIphone({}, { product: value('iPhone14,4', 'x') }))).toBe('different');
  });

  test('cannot be told where either side shows no number', () => {
    const none = sampleIphone({ udid: unread, ecid: absent('x') }, nameless);
    expect([samePhone(phone, none), samePhone(none, phone), samePhone(none, none)]).toEqual(
      Array(3).fill('cannot-tell'),
    );
    const crossed = [sampleIphone({ udid: unread }, nameless), sampleIphone({ ecid: unread }, nameless)] as const;
    expect(samePhone(...crossed)).toBe('cannot-tell');
  });

  test('is known again after recovery or DFU mode by its ECID alone', () => {
    const dfu = bareIphone('iphone-dfu', { ecid: value('a6c9102c0401e', 'USB descriptor') });
    expect([samePhone(dfu, phone), samePhone(phone, dfu)]).toEqual(['same', 'same']);
    expect(samePhone(bareIphone('iphone-dfu', { ecid: value('1e', 'x') }), phone)).toBe('different');
  });

  test('is told by the numbers that are known on both sides', () => {
    expect(agreeingNumbers(phone, sampleIphone())).toEqual(['serial', 'imei', 'udid', 'ecid']);
    expect(agreeingNumbers(phone, sampleIphone({ udid: unread }, nameless))).toEqual(['ecid']);
    expect(agreeingNumbers(phone, sampleIphone({ ecid: value('1e', 'x') }))).toEqual(['serial', 'imei', 'udid']);
    expect(agreeingNumbers(sampleDevice(), sampleDevice())).not.toContain('udid');
    expect(agreeingNumbers(phone, bareIphone('iphone'))).toEqual([]);
  });

  test('is never an Android phone, not even with its serial', () => {
    const android = sampleDevice();
    const iphone = sampleIphone({}, { serial: android.serial, imeis: android.imeis, model: unread, product: unread });
    expect([samePhone(android, iphone), samePhone(iphone, android)]).toEqual(['different', 'different']);
  });
});

test('an iPhone is identified by its UDID or its ECID', () => {
  const bare = bareIphone('iphone');
  expect(isIdentified(bare)).toBe(false);
  for (const name of ['udid', 'ecid'] as const)
    expect(isIdentified(bareIphone('iphone', { [name]: value('a1', 'x') }))).toBe(true);
  expect(isIdentified(sampleIphone({ udid: absent('x'), ecid: unread }, nameless))).toBe(false);
});

describe('facts of an iPhone join', () => {
  test('by keeping what the phone withholds later, and taking what it tells anew', () => {
    const after = bareIphone('iphone', {
      udid: value('00008110-000A6C9102C0401E', 'x'),
      trust: value('asked', 'pairing'),
      activation: value('Unactivated', 'x'),
      clock: absent('x'),
    });
    const joined = mergeFacts(sampleIphone(), after);
    const { trust, activation, clock, activationLock, modelNumber } = joined.apple ?? after.apple ?? expect.fail();
    expect([trust, activation, clock, modelNumber].map((one) => known<unknown>(one))).toEqual([
      'asked',
      'Unactivated',
      1_760_000_000,
      'MLNE3',
    ]);
    expect([known(activationLock), known(joined.serial), known(joined.model)]).toEqual([
      false,
      'F4GDH2ABC1',
      'iPhone 13',
    ]);
  });

  test('with the mode of the later one, over recovery and back', () => {
    const dfu = bareIphone('iphone-dfu', { ecid: value('a6c9102c0401e', 'USB descriptor') });
    const joined = mergeFacts(dfu, sampleIphone({ ecid: unread }));
    expect([joined.mode, known(joined.apple?.ecid ?? unread)]).toEqual(['iphone', 'a6c9102c0401e']);
    expect(mergeFacts(joined, dfu).mode).toBe('iphone-dfu');
  });

  test('also where one side has no such facts', () => {
    expect(mergeFacts(sampleDevice(), sampleIphone()).apple).toEqual(sampleIphone().apple);
    expect(mergeFacts(sampleIphone(), sampleDevice()).apple).toEqual(sampleIphone().apple);
    expect(mergeFacts(sampleDevice(), sampleDevice())).not.toHaveProperty('apple');
  });
});

test('a phone is asked again while somebody has to unlock it or tap Trust, and only then', () => {
  const waiting = TRUST_STATES.filter((trust) => awaitsTrust(sampleIphone({ trust: value(trust, 'x') })));
  expect(waiting).toEqual(['asked', 'locked']);
  expect([awaitsTrust(sampleIphone({ trust: unread })), awaitsTrust(sampleDevice())]).toEqual([false, false]);
});

test('a record gives facts of an iPhone back as they were, and refuses what is none', () => {
  const kept = JSON.parse(JSON.stringify(sampleIphone()));
  expect(deviceFacts(kept)).toEqual(sampleIphone());
  expect(() => deviceFacts({ ...kept, apple: { ...kept.apple, trust: value('believed', 'x') } })).toThrow('trust');
  expect(() => deviceFacts({ ...kept, apple: { ...kept.apple, ecid: value(12, 'x') } })).toThrow('ecid');
});

test('what a phone says of a failed or begun erasure is kept, and older records have neither', () => {
  const read = (facts: ReturnType<typeof sampleIphone>) => deviceFacts(JSON.parse(JSON.stringify(facts))).apple;
  const told = { eraseFailure: value('EACS failed with [gF: 0x3]', 'NVRAM'), eraseBegun: absent('NVRAM') };
  expect(read(sampleIphone(told))).toMatchObject(told);
  expect(Object.keys(read(sampleIphone()) ?? {})).not.toContain('eraseFailure');
});
