import { describe, expect, it } from 'vitest';
import { luhnDigit, testImei } from '../../../practice/phone/imei.ts';
import { SeededRandom } from '../../../practice/random.ts';

describe('IMEIs of practice phones', () => {
  it('carry the check digit of the worked example in 3GPP TS 23.003', () => {
    expect(luhnDigit('49015420323751')).toBe('8');
  });

  it('come out of the test range, the same for the same seed', () => {
    const first = testImei(new SeededRandom('a'));
    expect(first).toMatch(/^00\d{13}$/);
    expect(first).toBe(testImei(new SeededRandom('a')));
    expect(first).not.toBe(testImei(new SeededRandom('b')));
    expect(luhnDigit(first.slice(0, 14))).toBe(first[14]);
  });
});
