import { build, buildBinary, type PlistValue, parse } from 'plist';

/** A dictionary of a property list. */
export type PlistDict = { [key: string]: PlistValue };

/** Writes a dictionary as an XML property list. */
export function xmlOf(dict: PlistDict): Buffer {
  return Buffer.from(build(dict), 'utf8');
}

/** Writes a dictionary as a binary property list. */
export function binaryOf(dict: PlistDict): Buffer {
  return Buffer.from(buildBinary(dict));
}

/** Reads a dictionary from a property list of either kind; null for everything else. */
export function dictIn(bytes: Uint8Array): PlistDict | null {
  try {
    if (Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'bplist') return dictOf(parse(bytes));
    const text = Buffer.from(bytes).toString('utf8');
    // The parser writes to the terminal what it cannot read; most of that is kept from it.
    const isWhole = /<plist[\s>]/.test(text) && text.includes('</plist>');
    return isWhole ? dictOf(parse(text)) : null;
  } catch {
    return null;
  }
}

/** Returns the value as a dictionary, or null where it is something else. */
export function dictOf(value: PlistValue | undefined): PlistDict | null {
  const isDict =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array);
  return isDict ? value : null;
}

/** Returns the text under a key, or null. */
export function textIn(dict: PlistDict, key: string): string | null {
  const value = dict[key];
  return typeof value === 'string' ? value : null;
}

/** Returns the whole number under a key, or null. */
export function numberIn(dict: PlistDict, key: string): number | null {
  const value = dict[key];
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** Returns the bytes under a key, or null. */
export function bytesIn(dict: PlistDict, key: string): Uint8Array | null {
  const value = dict[key];
  return value instanceof Uint8Array ? value : null;
}
