import { joinBytes } from '../bytes.ts';
import type { FrameStream } from '../frame-inbox.ts';

// Port-100 frames: decision 0024; byte facts from nfcpy's, Linux' and felica-rs' drivers.
const START = [0x00, 0x00, 0xff] as const;
// Linux' driver allows this much; a longer length is no length.
const MOST_PAYLOAD = 1001;
const PN53X_ERROR = 0x7f;

/** Says to the reader that it was heard, and ends the command that it is at. */
export const ACK: Uint8Array = Uint8Array.of(...START, 0x00, 0xff, 0x00);

/** One frame from the reader; `afterGarbage` tells that bytes which are in no frame came before it. */
export type Port100Frame = { readonly afterGarbage: boolean } & (
  | { readonly is: 'ack' }
  | { readonly is: 'data'; readonly payload: Uint8Array }
  /** The reader did not understand what it got. */
  | { readonly is: 'error' }
  /** A length or checksum is wrong, or the end is missing; nothing after it can be believed. */
  | { readonly is: 'damaged' }
);

const sumTo = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
const complement = (bytes: Uint8Array): number => (0x100 - sumTo(bytes)) & 0xff;

/** Wraps a command in the extended data frame that the reader takes. */
export function encodeData(payload: Uint8Array): Uint8Array {
  const length = Uint8Array.of(payload.length & 0xff, payload.length >> 8);
  return joinBytes(START, [0xff, 0xff], length, [complement(length)], payload, [complement(payload), 0x00]);
}

type Cut = { readonly consumed: number } & (
  | { readonly is: 'ack' | 'error' | 'damaged' }
  | { readonly is: 'data'; readonly payload: Uint8Array }
);

/** What begins with a start code; null = more bytes are needed. */
function cutFrame(bytes: Uint8Array): Cut | null {
  const [first, second] = bytes.subarray(START.length);
  if (first === undefined || second === undefined) return null;
  if (first === 0x00 && second === 0xff) return { is: 'ack', consumed: bytes[5] === 0x00 ? 6 : 5 };
  if (first === 0xff && second === 0xff) return cutExtended(bytes);
  if (first === 0x00 || ((first + second) & 0xff) !== 0) return { is: 'damaged', consumed: bytes.length };
  return cutPayload(bytes, 5, first);
}

function cutExtended(bytes: Uint8Array): Cut | null {
  const length = bytes.subarray(5, 7);
  const [low, high] = length;
  const check = bytes[7];
  if (low === undefined || high === undefined || check === undefined) return null;
  // No frame is empty: this is the error frame, with or without its last zero, and the beginning of the next one.
  const isNextFrame = low === START[0] && high === START[1] && (check === START[2] || check === 0x00);
  if (isNextFrame) return { is: 'error', consumed: 5 };
  const size = low | (high << 8);
  if (size > MOST_PAYLOAD || complement(length) !== check) return { is: 'damaged', consumed: bytes.length };
  return cutPayload(bytes, 8, size);
}

function cutPayload(bytes: Uint8Array, at: number, size: number): Cut | null {
  const consumed = at + size + 2;
  if (bytes.length < consumed) return null;
  const payload = bytes.slice(at, at + size);
  const [check, end] = bytes.subarray(at + size, consumed);
  // What follows a wrong checksum may be a card's own bytes that look like a frame: all of it goes.
  if (check !== complement(payload) || end !== 0x00) return { is: 'damaged', consumed: bytes.length };
  if (size === 1 && payload[0] === PN53X_ERROR) return { is: 'error', consumed };
  return { is: 'data', payload, consumed };
}

/** Cuts the reader's bytes into frames: extended and short data frames, ACK, and all its error frames. */
export class Port100Stream implements FrameStream<Port100Frame> {
  #bytes: Uint8Array = new Uint8Array();
  #afterGarbage = false;

  push(bytes: Uint8Array): void {
    this.#bytes = joinBytes(this.#bytes, bytes);
  }

  next(): Port100Frame | null {
    const start = this.#skipToStart();
    const cut = start ? cutFrame(this.#bytes) : null;
    if (cut === null) return null;
    this.#bytes = this.#bytes.slice(cut.consumed);
    const { afterGarbage } = this.#take();
    return cut.is === 'data' ? { is: 'data', payload: cut.payload, afterGarbage } : { is: cut.is, afterGarbage };
  }

  rest(): Port100Frame | null {
    const is = this.isDoubtful ? 'error' : 'damaged';
    const isNothing = !this.#afterGarbage && this.#bytes.every((byte) => byte === 0x00);
    this.#bytes = new Uint8Array();
    const { afterGarbage } = this.#take();
    return isNothing ? null : { is, afterGarbage };
  }

  get isDoubtful(): boolean {
    const [first, second, third, ...more] = this.#bytes.subarray(START.length);
    const isError = first === 0xff && second === 0xff && (third === undefined || third === 0x00) && more.length === 0;
    return isError && START.every((byte, at) => this.#bytes[at] === byte);
  }

  clear(): void {
    this.#bytes = new Uint8Array();
    this.#afterGarbage = false;
  }

  #take(): { readonly afterGarbage: boolean } {
    const afterGarbage = this.#afterGarbage;
    this.#afterGarbage = false;
    return { afterGarbage };
  }

  /** Drops what is before the next start code; zeros are only a pause between frames. */
  #skipToStart(): boolean {
    const bytes = this.#bytes;
    const isStart = (at: number): boolean => START.every((byte, offset) => bytes[at + offset] === byte);
    let at = 0;
    // The last two bytes may be the first two of a start code.
    while (at + 2 < bytes.length && !isStart(at)) at += 1;
    const isFound = isStart(at);
    const dropTo = isFound ? at : Math.max(0, bytes.length - 2);
    this.#afterGarbage ||= bytes.subarray(0, dropTo).some((byte) => byte !== 0x00);
    this.#bytes = bytes.slice(dropTo);
    return isFound;
  }
}
