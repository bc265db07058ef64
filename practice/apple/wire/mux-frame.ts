/** Bytes of a frame's header: length, version, message, tag, each four bytes little-endian (source: libusbmuxd usbmuxd-proto.h). */
export const MUX_HEADER_BYTES = 16;
/** What the real daemon takes at most; a longer frame closes the socket (source: usbmuxd client.c, CMD_BUF_SIZE). */
export const MOST_MUX_BYTES = 65_536;
/** The version of the protocol that carries property lists. */
export const PLIST_VERSION = 1;
/** The message numbers that are spoken: a result in binary, and a property list. */
export const MUX_MESSAGE = { result: 1, plist: 8 } as const;

/** One frame between a program and the daemon. */
export interface MuxFrame {
  readonly version: number;
  readonly message: number;
  readonly tag: number;
  readonly payload: Uint8Array;
}

/** Writes a frame. */
export function muxFrame({ version, message, tag, payload }: MuxFrame): Buffer {
  const frame = Buffer.alloc(MUX_HEADER_BYTES + payload.length);
  frame.writeUInt32LE(frame.length, 0);
  frame.writeUInt32LE(version, 4);
  frame.writeUInt32LE(message, 8);
  frame.writeUInt32LE(tag >>> 0, 12);
  frame.set(payload, MUX_HEADER_BYTES);
  return frame;
}

/** Cuts a stream of bytes into frames, however they arrive. */
export class MuxFrameReader {
  #bytes: Buffer = Buffer.alloc(0);

  /** Takes in what has arrived. */
  push(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
  }

  /** Returns the next whole frame, null while there is none; throws RangeError for a length that no frame can have. */
  next(): MuxFrame | null {
    if (this.#bytes.length < 4) return null;
    const length = this.#bytes.readUInt32LE(0);
    if (length < MUX_HEADER_BYTES || length > MOST_MUX_BYTES) throw new RangeError(`no frame has ${length} bytes`);
    if (this.#bytes.length < length) return null;
    const frame = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return {
      version: frame.readUInt32LE(4),
      message: frame.readUInt32LE(8),
      tag: frame.readUInt32LE(12),
      payload: frame.subarray(MUX_HEADER_BYTES),
    };
  }

  /** Gives back what has arrived beyond the last frame, and keeps nothing. */
  rest(): Buffer {
    const rest = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    return rest;
  }
}
