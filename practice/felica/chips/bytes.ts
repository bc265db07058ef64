/** Returns the bytes of a hexadecimal text; spaces are skipped, anything else that is no digit pair throws RangeError. */
export function bytesOf(hex: string): Uint8Array {
  const digits = hex.replaceAll(' ', '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new RangeError(`not hexadecimal: ${hex.slice(0, 60)}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Returns bytes as lower-case hexadecimal digits. */
export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Returns a 16-bit number as it goes over the wire for node codes and block numbers: low byte first. */
export const littleEndian = (value: number): readonly [number, number] => [value & 0xff, (value >> 8) & 0xff];

/** Returns a 16-bit number as it goes over the wire for system codes: high byte first. */
export const bigEndian = (value: number): readonly [number, number] => [(value >> 8) & 0xff, value & 0xff];

/** Returns the little-endian 16-bit number at a place; missing bytes count as zero. */
export function littleEndianAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}
