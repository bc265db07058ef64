import { expect, test } from 'vitest';
import { isTextKey, sayByName } from '../../../../domain/text.ts';
import type { AdbState } from '../../../../native-adapters/android/adb/listing.ts';
import { situationOf } from '../../../../native-adapters/android/adb/situations.ts';

const states: Readonly<Record<Exclude<AdbState, 'device'>, true>> = {
  unauthorized: true,
  authorizing: true,
  connecting: true,
  offline: true,
  recovery: true,
  sideload: true,
  rescue: true,
  bootloader: true,
  host: true,
  'no-permissions': true,
  unknown: true,
};

test('a ready phone is in no situation', () => {
  expect(situationOf({ state: 'device' })).toBeNull();
});

test.each(Object.keys(states) as (keyof typeof states)[])(
  '%s is a named situation with words in both languages',
  (state) => {
    const situation = situationOf({ state });
    expect(situation).toBe(`adb.${state}`);
    for (const part of ['title', 'fix']) {
      const key = `situation.${situation}.${part}`;
      expect(isTextKey(key)).toBe(true);
      expect(sayByName('ja', key)).not.toBe(sayByName('en', key));
    }
  },
);
