import { describe, expect, it } from 'vitest';
import { certificateFrom } from '../../../../domain/certificate.ts';
import { absent, notReadable } from '../../../../domain/device.ts';
import { plainNumber } from '../../../../renderer/screens/phone/phone-words.ts';
import { numberAnswer } from '../../../../renderer/screens/review/look-number.ts';
import { sampleDevice, unjudgedRecord } from '../../../domain/sample-record.ts';

const contentOf = (device = sampleDevice) => certificateFrom(unjudgedRecord({ device }).entries);

describe('the number that the second person reads', () => {
  it('is right for either IMEI of the phone on record', () => {
    expect(numberAnswer(contentOf(), '490154203237518')).toBe('same');
    expect(numberAnswer(contentOf(), '356938035643809')).toBe('same');
  });

  it('is another phone for any other IMEI, and no number at all for wrong digits', () => {
    expect(numberAnswer(contentOf(), '352099001761481')).toBe('other');
    for (const wrong of ['490154203237519', 'R58N12ABCDE', '', '490'])
      expect(numberAnswer(contentOf(), wrong)).toBe('invalid');
  });

  it('is compared with the serial number where the phone has no IMEI', () => {
    const device = { ...sampleDevice, imeis: absent('x') };
    expect(numberAnswer(contentOf(device), 'R58N12ABCDE')).toBe('same');
    for (const other of ['R58N12ABCDF', '', '490154203237518'])
      expect(numberAnswer(contentOf(device), other)).toBe('other');
    const silent = { ...device, serial: notReadable('x', 'y') };
    expect(numberAnswer(contentOf(silent), 'R58N12ABCDE')).toBe('other');
  });

  it('is never right while the record is not read', () => {
    expect(numberAnswer(null, '490154203237518')).toBe('unknown');
    expect(numberAnswer(certificateFrom([]), '490154203237518')).toBe('unknown');
  });

  it('is taken as a scanner or a Japanese keyboard gives it', () => {
    expect(plainNumber(' ４９-015420 323751-8 ')).toBe('490154203237518');
  });
});
