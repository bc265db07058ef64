import fc from 'fast-check';

/** Cuts bytes at the given places, so that messages arrive split and merged. */
export function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at]
    .map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
    .filter((part) => part.length > 0);
}

/** Places to cut at. */
export const places = fc.array(fc.nat(), { maxLength: 12 });
