/** Frames of Port-400: CCID escape (source: felica.md 2.2). */
const HEAD_BYTES = 10;
const TO_READER = 0x6b;
const FROM_READER = 0x83;
/** A length beyond this cannot be a frame for this reader: 290 bytes for the card and what stands around them. */
const MOST_PAYLOAD_BYTES = 1024;

/** What stands first in a stream of bytes: `bytes` are to be taken off. */
export type Taken300 =
  | { readonly is: 'escape'; readonly bytes: number; readonly sequence: number; readonly payload: Uint8Array }
  | { readonly is: 'damaged'; readonly bytes: number };

/** Status bits of an answer, and the error of a slot that still works. */
export const CCID = { ok: 0x00, failed: 0x40, timeExtension: 0x80, slotBusy: 0xe0 } as const;

/** Returns an answer frame. */
export function answer300(
  sequence: number,
  payload: readonly number[],
  state: { readonly status: number; readonly error: number } = { status: CCID.ok, error: 0 },
): Uint8Array {
  return Uint8Array.from([
    FROM_READER,
    ...littleEndian32(payload.length),
    0x00,
    sequence,
    state.status,
    state.error,
    0x00,
    ...payload,
  ]);
}

/** Finds the first command frame; null when more bytes are needed. */
export function takeFrame300(held: Uint8Array): Taken300 | null {
  if (held.length === 0) return null;
  if (held[0] !== TO_READER) return { is: 'damaged', bytes: held.length };
  if (held.length < HEAD_BYTES) return null;
  const payloadBytes = new DataView(held.buffer, held.byteOffset, held.byteLength).getUint32(1, true);
  if (payloadBytes > MOST_PAYLOAD_BYTES) return { is: 'damaged', bytes: held.length };
  const bytes = HEAD_BYTES + payloadBytes;
  if (held.length < bytes) return null;
  return { is: 'escape', bytes, sequence: held[6] ?? 0, payload: held.subarray(HEAD_BYTES, bytes) };
}

/** Returns a TLV of one tag byte with a BER length: one byte up to 127, then 81 and 82 forms. */
export function berTlv(tag: number, value: readonly number[]): readonly number[] {
  if (value.length < 0x80) return [tag, value.length, ...value];
  if (value.length <= 0xff) return [tag, 0x81, value.length, ...value];
  return [tag, 0x82, value.length >> 8, value.length & 0xff, ...value];
}

function littleEndian32(value: number): readonly number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
}
