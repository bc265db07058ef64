/** Frames of Port-100 (source: felica.md 1.2). */
const HEAD: readonly number[] = [0x00, 0x00, 0xff];
const EXTENDED_HEAD_BYTES = 8;
const SHORT_HEAD_BYTES = 5;
const TAIL_BYTES = 2;

/** The frame that acknowledges, and that calls a command off. */
export const ACK_380: Uint8Array = Uint8Array.from([0x00, 0x00, 0xff, 0x00, 0xff, 0x00]);
/** What a reader sends for a command that it does not understand; one of the three forms that were seen. */
export const ERROR_380: Uint8Array = Uint8Array.from([0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00]);

/** What stands first in a stream of bytes: `bytes` are to be taken off. */
export type Taken380 =
  | { readonly is: 'ack'; readonly bytes: number }
  | { readonly is: 'data'; readonly bytes: number; readonly payload: Uint8Array }
  | { readonly is: 'damaged'; readonly bytes: number };

/** Returns a frame around a payload, always in its extended form. */
export function frame380(payload: readonly number[]): Uint8Array {
  const [low, high] = [payload.length & 0xff, payload.length >> 8];
  return Uint8Array.from([...HEAD, 0xff, 0xff, low, high, sumTo256([low, high]), ...payload, sumTo256(payload), 0x00]);
}

/** Finds the first frame; null when more bytes are needed. Bytes in which no frame can begin are damaged. */
export function takeFrame380(held: Uint8Array): Taken380 | null {
  const start = startOf(held);
  if (start > 0) return { is: 'damaged', bytes: start };
  if (held.length < ACK_380.length) return null;
  if (ACK_380.every((byte, index) => held[index] === byte)) return { is: 'ack', bytes: ACK_380.length };
  return takeData(held, held[3] === 0xff && held[4] === 0xff);
}

function takeData(held: Uint8Array, isExtended: boolean): Taken380 | null {
  const headBytes = isExtended ? EXTENDED_HEAD_BYTES : SHORT_HEAD_BYTES;
  if (held.length < headBytes) return null;
  const size = isExtended ? [held[5] ?? 0, held[6] ?? 0] : [held[3] ?? 0];
  if (sumTo256(size) !== held[headBytes - 1]) return { is: 'damaged', bytes: held.length };
  const payloadBytes = (size[0] ?? 0) | ((size[1] ?? 0) << 8);
  const bytes = headBytes + payloadBytes + TAIL_BYTES;
  if (held.length < bytes) return null;
  const payload = held.subarray(headBytes, headBytes + payloadBytes);
  const isRight = held[bytes - TAIL_BYTES] === sumTo256([...payload]) && held[bytes - 1] === 0x00;
  return isRight ? { is: 'data', bytes, payload } : { is: 'damaged', bytes };
}

function startOf(held: Uint8Array): number {
  for (let at = 0; at < held.length; at += 1) {
    if (HEAD.every((byte, index) => at + index >= held.length || held[at + index] === byte)) return at;
  }
  return held.length;
}

/** The byte that makes a sum zero modulo 256. */
function sumTo256(bytes: readonly number[]): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}
