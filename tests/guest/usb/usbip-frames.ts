// Numbers and layout: usbip_protocol.rst of the Linux kernel documentation. All fields are big-endian.
const HEADER_BYTES = 48;
const COMMAND = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;
const LONGEST_TRANSFER_BYTES = 16 << 20;

/** Outcomes of a transfer as Linux numbers them (errno.h, negative). */
export const STATUS = { ok: 0, stall: -32, unlinked: -104 } as const;

/** One transfer that the host asks for; `endpoint` carries the direction bit 0x80, and 0 is the control endpoint. */
export interface Transfer {
  readonly sequence: number;
  readonly isIn: boolean;
  readonly endpoint: number;
  /** The bytes of an OUT transfer, or how many an IN transfer may bring. */
  readonly data: Uint8Array;
  readonly lengthBytes: number;
  readonly setup: Uint8Array;
}

/** What the host says: a transfer, or that it gives one up. */
export type HostFrame =
  | { readonly kind: 'submit'; readonly transfer: Transfer }
  | { readonly kind: 'unlink'; readonly sequence: number; readonly victim: number };

/** Cuts the byte stream of the host into frames; throws on bytes that are none. */
export class HostFrames {
  #ahead: Buffer = Buffer.alloc(0);

  /** Takes bytes as they arrive; returns the frames that are complete now. */
  push(bytes: Uint8Array): readonly HostFrame[] {
    this.#ahead = Buffer.concat([this.#ahead, bytes]);
    const frames: HostFrame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): HostFrame | null {
    if (this.#ahead.length < HEADER_BYTES) return null;
    const header = this.#ahead.subarray(0, HEADER_BYTES);
    const command = header.readUInt32BE(0);
    const sequence = header.readUInt32BE(4);
    if (command === COMMAND.unlink) {
      this.#ahead = this.#ahead.subarray(HEADER_BYTES);
      return { kind: 'unlink', sequence, victim: header.readUInt32BE(20) };
    }
    const lengthBytes = header.readInt32BE(24);
    if (command !== COMMAND.submit || lengthBytes < 0 || lengthBytes > LONGEST_TRANSFER_BYTES)
      throw new Error(`not a frame of the host: ${header.toString('hex')}`);
    const isIn = header.readUInt32BE(12) === 1;
    const end = HEADER_BYTES + (isIn ? 0 : lengthBytes);
    if (this.#ahead.length < end) return null;
    const data = Uint8Array.from(this.#ahead.subarray(HEADER_BYTES, end));
    const number = header.readUInt32BE(16);
    const endpoint = number === 0 ? 0 : number | (isIn ? 0x80 : 0);
    const setup = Uint8Array.from(header.subarray(40, 48));
    this.#ahead = this.#ahead.subarray(end);
    return { kind: 'submit', transfer: { sequence, isIn, endpoint, data, lengthBytes, setup } };
  }
}

function answer(command: number, sequence: number, status: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(command, 0);
  header.writeUInt32BE(sequence, 4);
  header.writeInt32BE(status, 20);
  return header;
}

/** The answer to a transfer: its outcome and, for an IN transfer, its bytes. */
export function submitted(transfer: Transfer, status: number, bytes: Uint8Array): Uint8Array {
  const header = answer(COMMAND.submitted, transfer.sequence, status);
  header.writeUInt32BE(transfer.isIn ? bytes.length : transfer.lengthBytes, 24);
  return Buffer.concat([header, transfer.isIn ? bytes : new Uint8Array()]);
}

/** The answer to a given-up transfer: whether it was still waiting. */
export function unlinked(sequence: number, wasWaiting: boolean): Uint8Array {
  return answer(COMMAND.unlinked, sequence, wasWaiting ? STATUS.unlinked : STATUS.ok);
}
