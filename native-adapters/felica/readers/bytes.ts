/** Lower-case hex digits of some bytes, without gaps. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One run of bytes made of several. */
export function joinBytes(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Tells whether a FeliCa frame is one: its first byte, the length, counts the whole of it, and a code follows. */
export function isWholeFrame(frame: Uint8Array): boolean {
  return frame.length >= 2 && frame[0] === frame.length;
}
