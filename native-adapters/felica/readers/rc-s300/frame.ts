import { joinBytes } from '../bytes.ts';
import type { FrameStream } from '../frame-inbox.ts';

// CCID 1.10: PC_to_RDR_Escape and RDR_to_PC_Escape, which carry all that Port-400 understands.
const TO_READER = 0x6b;
const FROM_READER = 0x83;
const HEADER_BYTES = 10;
// felica-rs takes card frames of 290 bytes; with status and tags no answer comes near this.
const MOST_PAYLOAD = 1024;

/** One escape message from the reader. */
export type EscapeFrame =
  | {
      readonly is: 'answer';
      readonly seq: number;
      /** 0 = done, 1 = failed, 2 = the reader asks for more time. */
      readonly outcome: number;
      readonly error: number;
      readonly payload: Uint8Array;
    }
  /** No header of such a message, or its end is missing; nothing after it can be believed. */
  | { readonly is: 'damaged' };

const littleEndian = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};

/** Wraps a command in an escape message with its number, 0 to 255. */
export function encodeEscape(seq: number, payload: Uint8Array): Uint8Array {
  return joinBytes([TO_READER], littleEndian(payload.length), [0x00, seq, 0x00, 0x00, 0x00], payload);
}

/** Cuts the reader's bytes into escape messages; they carry no checksum, so a header that is none spoils what follows. */
export class EscapeStream implements FrameStream<EscapeFrame> {
  readonly isDoubtful = false;
  #bytes: Uint8Array = new Uint8Array();

  push(bytes: Uint8Array): void {
    this.#bytes = joinBytes(this.#bytes, bytes);
  }

  next(): EscapeFrame | null {
    const bytes = this.#bytes;
    if (bytes.length > 0 && bytes[0] !== FROM_READER) return this.rest();
    if (bytes.length < HEADER_BYTES) return null;
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
    const [slot = 0, seq = 0, status = 0, error = 0, reserved = 0] = bytes.subarray(5, HEADER_BYTES);
    if (size > MOST_PAYLOAD || slot !== 0 || reserved !== 0) return this.rest();
    if (bytes.length < HEADER_BYTES + size) return null;
    const payload = bytes.slice(HEADER_BYTES, HEADER_BYTES + size);
    this.#bytes = bytes.slice(HEADER_BYTES + size);
    return { is: 'answer', seq, outcome: status >> 6, error, payload };
  }

  rest(): EscapeFrame | null {
    const isNothing = this.#bytes.length === 0;
    this.clear();
    return isNothing ? null : { is: 'damaged' };
  }

  clear(): void {
    this.#bytes = new Uint8Array();
  }
}
