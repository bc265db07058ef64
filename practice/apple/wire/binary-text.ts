/** Writes a text as the bytes of a property list's data value. */
export function binaryText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
