/** Lower-case hex of bytes, two digits each. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** The bytes that a hex text names; throws RangeError when it is none. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new RangeError('no hex text');
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** Two bytes, low byte first: how services, areas and nodes stand on the wire. Source: felica-rs command/serialize.rs. */
export function low16(value: number): readonly number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

/** Two bytes, high byte first: how system codes stand on the wire. Source: felica-rs command/serialize.rs. */
export function high16(value: number): readonly number[] {
  return [(value >> 8) & 0xff, value & 0xff];
}

/** The number in two bytes, low byte first; bytes that are not there count as zero, so check the length before. */
export function readLow16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

/** The number in two bytes, high byte first; bytes that are not there count as zero, so check the length before. */
export function readHigh16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** `count` values of `size` bytes each, from `at` on. */
export function readMany<T>(count: number, at: number, size: number, read: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_unused, index) => read(at + index * size));
}

/** Tells whether two byte strings are the same. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
