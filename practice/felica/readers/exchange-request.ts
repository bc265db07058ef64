/** What the TLVs of one transparent exchange ask for (source: felica.md 2.3). */
export interface ExchangeRequest {
  /** The flag mask, or null where the command keeps the one that was said before. */
  readonly flags: number | null;
  /** The longest wait for the card, microseconds, or null where the one said before stays. */
  readonly waitMicros: number | null;
  /** The frame for the card, or null where the command transmits nothing. */
  readonly frame: Uint8Array | null;
}

const FLAGS = 0x90;
const TRANSCEIVE = 0x95;
const TIMER = 0x5f46;

/** Reads the TLVs; null when they are not whole or hold a tag that this reader does not know. */
export function parseExchange(bytes: Uint8Array): ExchangeRequest | null {
  let request: ExchangeRequest = { flags: null, waitMicros: null, frame: null };
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const tag = first === 0x5f ? (first << 8) | (bytes[at + 1] ?? 0) : first;
    at += tag > 0xff ? 2 : 1;
    const length = lengthAt(bytes, at);
    if (length === null || length.next + length.value > bytes.length) return null;
    const value = bytes.subarray(length.next, length.next + length.value);
    at = length.next + length.value;
    const next = withTlv(request, tag, value);
    if (next === null) return null;
    request = next;
  }
  return request;
}

function withTlv(request: ExchangeRequest, tag: number, value: Uint8Array): ExchangeRequest | null {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (tag === FLAGS && value.length === 2) return { ...request, flags: view.getUint16(0) };
  if (tag === TIMER && value.length === 4) return { ...request, waitMicros: view.getUint32(0, true) };
  if (tag === TRANSCEIVE && value.length > 0) return { ...request, frame: value };
  return null;
}

function lengthAt(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { value: first, next: at + 1 };
  if (first === 0x81) return { value: bytes[at + 1] ?? 0, next: at + 2 };
  if (first === 0x82) return { value: ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0), next: at + 3 };
  return null;
}
