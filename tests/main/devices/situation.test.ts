import { expect, test } from 'vitest';
import type { PhoneMode } from '../../../domain/port.ts';
import { isTextKey } from '../../../domain/text.ts';
import { situationOf } from '../../../main/devices/situation.ts';

const modes: Readonly<Record<Exclude<PhoneMode, 'android'>, true>> = {
  recovery: true,
  sideload: true,
  rescue: true,
  bootloader: true,
  unauthorized: true,
  offline: true,
  'no-permissions': true,
  connecting: true,
  'debugging-off': true,
  'waiting-for-adb': true,
  unknown: true,
};

test('a phone in Android is in no situation', () => {
  expect(situationOf('android')).toBeNull();
});

test.each(Object.keys(modes) as (keyof typeof modes)[])('%s has a title and a way out', (mode) => {
  for (const part of ['title', 'fix']) expect(isTextKey(`situation.${situationOf(mode)}.${part}`)).toBe(true);
});
