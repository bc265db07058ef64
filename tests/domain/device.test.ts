import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absent, isIdentified, known, notReadable, samePhone, value } from '../../domain/device.ts';
import { imeiCheckDigit, isImei, maskImei } from '../../domain/imei.ts';
import { sampleDevice } from './sample-device.ts';

describe('the same phone', () => {
  const phone = sampleDevice();
  test('is one whose serial or IMEI agrees and nothing contradicts', () => {
    expect(samePhone(phone, sampleDevice())).toBe('same');
    expect(samePhone(phone, sampleDevice({ imeis: notReadable('x', 'denied') }))).toBe('same');
    expect(samePhone(phone, sampleDevice({ serial: absent('x') }))).toBe('same');
  });
  test('is not one with another serial, IMEI, model or product', () => {
    for (const change of [
      { serial: value('OTHER', 'x') },
      { imeis: value(['356938035643809'], 'x') },
      { model: value('Pixel 8', 'x') },
      { product: value('akita', 'x') },
    ]) {
      expect(samePhone(phone, sampleDevice(change)), JSON.stringify(change)).toBe('different');
    }
  });
  test('cannot be told from model and product alone', () => {
    const nameless = sampleDevice({ serial: absent('x'), imeis: notReadable('x', 'denied') });
    expect(samePhone(phone, nameless)).toBe('cannot-tell');
    expect([isIdentified(phone), isIdentified(nameless)]).toEqual([true, false]);
    expect(isIdentified(sampleDevice({ serial: value(' ', 'x'), imeis: absent('x') }))).toBe(false);
  });
});

test('a reading without a value is null to show', () => {
  expect([known(value(0, 'x')), known(absent('x')), known(notReadable('x', 'y'))]).toEqual([0, null, null]);
});

describe('an IMEI', () => {
  test('has 15 digits and the right check digit', () => {
    expect(['490154203237518', '356938035643809'].every(isImei)).toBe(true);
    for (const wrong of [
      '490154203237517',
      '49015420323751',
      '4901542032375180',
      '000000000000000',
      '49015420323751x',
      '',
    ]) {
      expect(isImei(wrong), wrong).toBe(false);
    }
  });
  test('with one digit changed is always noticed (property)', () => {
    const body = fc.stringMatching(/^[1-9]\d{13}$/);
    fc.assert(
      fc.property(body, fc.nat(14), fc.integer({ min: 1, max: 9 }), (first14, place, shift) => {
        const imei = `${first14}${imeiCheckDigit(first14)}`;
        expect(isImei(imei)).toBe(true);
        const digit = (Number(imei[place]) + shift) % 10;
        expect(isImei(imei.slice(0, place) + digit + imei.slice(place + 1))).toBe(false);
      }),
    );
  });
  test('is masked in logs', () => {
    expect(maskImei('490154203237518')).toBe('49*********7518');
    expect(() => imeiCheckDigit('12')).toThrow(RangeError);
  });
});
