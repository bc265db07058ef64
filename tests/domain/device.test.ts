import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  absent,
  isIdentified,
  known,
  mergeFacts,
  notReadable,
  sameAsRead,
  samePhone,
  value,
} from '../../domain/device.ts';
import { deviceFacts } from '../../domain/device-shape.ts';
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

describe('a number that a person read', () => {
  const phone = sampleDevice();
  test('is compared with the IMEI where one is known', () => {
    expect(sameAsRead(phone, ' 490154203237518 ')).toBe('same');
    expect(sameAsRead(phone, '356938035643809')).toBe('different');
    for (const nothing of ['', 'off', '49015420323751', 'SERIAL0001'])
      expect(sameAsRead(phone, nothing)).toBe('cannot-tell');
  });
  test('is compared with the serial number only where no IMEI is known', () => {
    const tablet = sampleDevice({ imeis: absent('x') });
    expect([sameAsRead(tablet, 'SERIAL0001'), sameAsRead(tablet, 'OTHER')]).toEqual(['same', 'different']);
    expect([sameAsRead(tablet, ''), sameAsRead(tablet, '490154203237518')]).toEqual(['cannot-tell', 'cannot-tell']);
    expect(sameAsRead(sampleDevice({ imeis: absent('x'), serial: absent('x') }), 'SERIAL0001')).toBe('cannot-tell');
  });
});

test('facts join: a later value replaces, a later silence does not erase, the mode is the later one', () => {
  const before = sampleDevice({
    mode: 'trade-in-foyer',
    cryptoState: notReadable('x', 'foyer'),
    model: value('Old', 'x'),
  });
  const after = sampleDevice({ imeis: notReadable('x', 'denied'), model: value('New', 'x') });
  const joined = mergeFacts(before, after);
  expect([joined.mode, known(joined.cryptoState), known(joined.model)]).toEqual(['android', 'encrypted', 'New']);
  expect(known(joined.imeis)).toEqual(['490154203237518']);
  expect(
    mergeFacts(sampleDevice({ tradeIn: absent('a') }), sampleDevice({ tradeIn: notReadable('b', 'w') })).tradeIn,
  ).toEqual(notReadable('b', 'w'));
});

describe('what a phone tells of its chip', () => {
  const chip = {
    felicaConfig: value(['00000018'], 'cat /product/etc/felica/common.cfg'),
    felicaPackages: absent('pm list packages'),
    nfcFeatures: value(['android.hardware.nfc.hcef'], 'pm list features'),
    carrier: notReadable('getprop ro.carrier', 'empty'),
    hardwareSku: value('G82U8', 'getprop ro.boot.hardware.sku'),
  };
  test('is read where it is there, and records without it still read', () => {
    expect(deviceFacts(JSON.parse(JSON.stringify(sampleDevice(chip))))).toEqual(sampleDevice(chip));
    expect(deviceFacts(JSON.parse(JSON.stringify(sampleDevice())))).toEqual(sampleDevice());
    for (const name of Object.keys(chip)) {
      expect(() => deviceFacts({ ...sampleDevice(chip), [name]: 'x' }), name).toThrow(name);
    }
  });
  test('is joined like every other fact', () => {
    expect(mergeFacts(sampleDevice(), sampleDevice(chip))).toEqual(sampleDevice(chip));
    expect(mergeFacts(sampleDevice(chip), sampleDevice())).toEqual(
      sampleDevice({ felicaConfig: chip.felicaConfig, nfcFeatures: chip.nfcFeatures, hardwareSku: chip.hardwareSku }),
    );
    const later = { ...chip, felicaConfig: absent('ls') };
    expect(mergeFacts(sampleDevice(chip), sampleDevice(later)).felicaConfig).toEqual(chip.felicaConfig);
  });
});
