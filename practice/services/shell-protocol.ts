/** Packet ids of the shell v2 protocol (source: adb/shell_protocol.h). */
export const SHELL_ID = { STDIN: 0, STDOUT: 1, STDERR: 2, EXIT: 3, CLOSE_STDIN: 4, WINDOW: 5 } as const;
const HEADER_BYTES = 5;

/** One packet inside a `shell,v2` stream. */
export interface ShellPacket {
  readonly id: number;
  readonly data: Uint8Array;
}

/** Returns the packet as bytes: id, length as little-endian u32, data. */
export function encodeShellPacket(id: number, data: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + data.length);
  bytes.writeUInt8(id, 0);
  bytes.writeUInt32LE(data.length, 1);
  bytes.set(data, HEADER_BYTES);
  return bytes;
}

/** Cuts a byte stream into shell packets; bytes may arrive in pieces of any size. */
export class ShellPacketReader {
  #held: Buffer = Buffer.alloc(0);

  /** Takes the next bytes and returns the packets they complete. */
  push(bytes: Uint8Array): ShellPacket[] {
    this.#held = Buffer.concat([this.#held, bytes]);
    const packets: ShellPacket[] = [];
    while (this.#held.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#held.readUInt32LE(1);
      if (this.#held.length < end) break;
      packets.push({ id: this.#held.readUInt8(0), data: this.#held.subarray(HEADER_BYTES, end) });
      this.#held = this.#held.subarray(end);
    }
    return packets;
  }
}
