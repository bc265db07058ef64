/** What a property list can hold; whole numbers beyond 2^53 are bigint, so that none loses a digit. */
export type PlistValue = string | number | bigint | boolean | Uint8Array | Date | readonly PlistValue[] | PlistDict;

/** A dictionary of a property list; a key that is not there reads as undefined. */
export interface PlistDict {
  readonly [key: string]: PlistValue | undefined;
}

/** Returns the dictionary, or null when the value is anything else. */
export function dictOf(value: PlistValue | undefined): PlistDict | null {
  return isDict(value) ? value : null;
}

function isDict(value: PlistValue | undefined): value is PlistDict {
  return (
    typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array) && !(value instanceof Date)
  );
}

/** Returns the array, or null when the value is anything else. */
export function arrayOf(value: PlistValue | undefined): readonly PlistValue[] | null {
  return isArray(value) ? value : null;
}

function isArray(value: PlistValue | undefined): value is readonly PlistValue[] {
  return Array.isArray(value);
}

/** Returns the text as it is, or null when the value is anything else. */
export function textOf(value: PlistValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Returns the truth value, or null when the value is anything else; a number is none. */
export function flagOf(value: PlistValue | undefined): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** Returns a whole number that JavaScript can hold exactly, or null. */
export function wholeOf(value: PlistValue | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** Returns the bytes, or null when the value is anything else. */
export function bytesOf(value: PlistValue | undefined): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}

/** Returns a whole number of 64 bits as unsigned and exact, or null; phones write the same bits signed in binary lists (an ECID with its top bit set). */
export function unsigned64Of(value: PlistValue | undefined): bigint | null {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return null;
  if (typeof value !== 'number' && typeof value !== 'bigint') return null;
  const exact = BigInt(value);
  const fits = exact >= -(2n ** 63n) && exact < 2n ** 64n;
  return fits ? BigInt.asUintN(64, exact) : null;
}

/** Returns a whole number as number where that is exact and as bigint otherwise. */
export function exactWhole(value: bigint): number | bigint {
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}
