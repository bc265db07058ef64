import { expect, test } from 'vitest';
import {
  ALLOWED_VALUES,
  type AllowedValue,
  isAllowed,
  keptNvram,
} from '../../../../native-adapters/apple/lockdownd/allowed-values.ts';

test('what names a person is not on the list', () => {
  const keys = ALLOWED_VALUES.map(({ key }) => key.toLowerCase());
  for (const key of [
    'DeviceName',
    'PhoneNumber',
    'IntegratedCircuitCardIdentity',
    'InternationalMobileSubscriberIdentity',
    'fm-account-masked',
    'fm-spkeys',
    'BluetoothAddress',
  ]) {
    expect(keys).not.toContain(key.toLowerCase());
  }
  expect(isAllowed({ domain: null, key: 'SerialNumber' })).toBe(true);
  expect(isAllowed({ domain: 'com.apple.disk_usage', key: 'SerialNumber' })).toBe(false);
  // What is not on the list, or stands under another domain, is no AllowedValue to the compiler either.
  const forbidden: { domain: null; key: 'DeviceName' } extends AllowedValue ? true : false = false;
  const misplaced: { domain: 'com.apple.fmip'; key: 'SerialNumber' } extends AllowedValue ? true : false = false;
  expect([forbidden, misplaced]).toEqual([false, false]);
  expect(isAllowed({ domain: null, key: 'DeviceName' })).toBe(false);
});

test('NVRAM keeps five variables as texts and forgets the rest', () => {
  const kept = keptNvram({
    'fm-activation-locked': Buffer.from('YES\0'),
    'fm-spstatus': 'NO',
    obliteration: Buffer.from('EACS Done @1700000000\n, Caller: x\0\0'),
    'oblit-failure': 7,
    'fm-account-masked': 'o****@example.com',
    'fm-spkeys': Buffer.from('secret'),
  });
  expect(kept).toEqual({
    'fm-activation-locked': 'YES',
    'fm-spstatus': 'NO',
    obliteration: 'EACS Done @1700000000 , Caller: x',
  });
  expect(keptNvram({})).toEqual({});
  expect(keptNvram('x')).toBeNull();
  expect(keptNvram(undefined)).toBeNull();
  expect(keptNvram({ obliteration: Buffer.alloc(100_000, 0x41) })?.obliteration).toHaveLength(1_000);
});
