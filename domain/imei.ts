/** Tells whether 15 digits end in the right Luhn check digit (GSMA TS.06 / ISO/IEC 7812-1). */
export function isImei(digits: string): boolean {
  if (!/^\d{15}$/.test(digits) || /^0+$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < 15; place += 1) {
    const digit = Number(digits[14 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Returns the Luhn check digit of the first 14 digits of an IMEI. */
export function imeiCheckDigit(first14: string): number {
  for (let digit = 0; digit < 10; digit += 1) if (isImei(`${first14}${digit}`)) return digit;
  throw new RangeError('an IMEI starts with 14 digits');
}

/** Shows an IMEI with its middle hidden, for logs and screens that others can see. */
export function maskImei(imei: string): string {
  return `${imei.slice(0, 2)}*********${imei.slice(-4)}`;
}
