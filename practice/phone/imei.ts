import type { SeededRandom } from '../random.ts';

/** First two digits of a test IMEI's type allocation code (source: 3GPP TS 23.003, reporting body identifier 00 = test). */
const TEST_BODY = '00';

/** Returns the Luhn check digit for the digits before it (source: ISO/IEC 7812-1 Annex B, 3GPP TS 23.003 Annex B). */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (const [index, char] of [...digits].reverse().entries()) {
    const doubled = Number(char) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Returns a 15-digit IMEI of the test range with a right check digit; no real phone can have it. */
export function testImei(random: SeededRandom): string {
  const body = TEST_BODY + random.digits(12);
  return body + luhnDigit(body);
}
