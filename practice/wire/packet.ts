/** Commands of the adb transport (source: adb/docs/dev/protocol.md): four ASCII letters as one little-endian u32. */
export const ADB_COMMAND = {
  CNXN: 0x4e584e43,
  AUTH: 0x48545541,
  OPEN: 0x4e45504f,
  OKAY: 0x59414b4f,
  CLSE: 0x45534c43,
  WRTE: 0x45545257,
  STLS: 0x534c5453,
} as const;

/** Protocol version that demands a byte-sum checksum on every packet (source: adb.h A_VERSION_MIN). */
export const VERSION_WITH_CHECKSUM = 0x01000000;
/** Protocol version from which both sides may leave the checksum out (source: adb.h A_VERSION_SKIP_CHECKSUM). */
export const VERSION_WITHOUT_CHECKSUM = 0x01000001;
/** The largest payload any adb has ever allowed, in bytes (source: adb.h MAX_PAYLOAD). */
export const LARGEST_PAYLOAD_BYTES = 1024 * 1024;
const HEADER_BYTES = 24;
const KNOWN_COMMANDS: ReadonlySet<number> = new Set(Object.values(ADB_COMMAND));

/** One packet of the adb transport; the numbers are unsigned 32-bit. */
export interface Packet {
  readonly command: number;
  readonly arg0: number;
  readonly arg1: number;
  readonly payload: Uint8Array;
}

/** Says that the bytes on a wire cannot be an adb packet; the connection that carried them must end. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Returns the sum of all bytes modulo 2^32, which old adb versions use as a checksum. */
export function byteSum(payload: Uint8Array): number {
  let sum = 0;
  for (const byte of payload) sum = (sum + byte) >>> 0;
  return sum;
}

/** Returns the packet as it goes over the wire: a 24-byte header and the payload. */
export function encodePacket(packet: Packet, version: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length);
  bytes.writeUInt32LE(packet.command >>> 0, 0);
  bytes.writeUInt32LE(packet.arg0 >>> 0, 4);
  bytes.writeUInt32LE(packet.arg1 >>> 0, 8);
  bytes.writeUInt32LE(packet.payload.length, 12);
  bytes.writeUInt32LE(version <= VERSION_WITH_CHECKSUM ? byteSum(packet.payload) : 0, 16);
  bytes.writeUInt32LE((packet.command ^ 0xffffffff) >>> 0, 20);
  bytes.set(packet.payload, HEADER_BYTES);
  return bytes;
}

/** Cuts a byte stream into packets; bytes may arrive in pieces of any size. */
export class PacketReader {
  readonly #largestBytes: number;
  #chunks: Uint8Array[] = [];
  #heldBytes = 0;

  constructor(largestBytes = LARGEST_PAYLOAD_BYTES) {
    this.#largestBytes = largestBytes;
  }

  /** Takes the next bytes and returns the packets they complete; throws WireError when they cannot be adb. */
  push(bytes: Uint8Array): Packet[] {
    this.#chunks.push(bytes);
    this.#heldBytes += bytes.length;
    const packets: Packet[] = [];
    for (let packet = this.#next(); packet !== null; packet = this.#next()) packets.push(packet);
    return packets;
  }

  #next(): Packet | null {
    if (this.#heldBytes < HEADER_BYTES) return null;
    const first = this.#chunks[0];
    if (first === undefined || first.length < HEADER_BYTES) this.#join();
    const head = Buffer.from((this.#chunks[0] ?? new Uint8Array()).subarray(0, HEADER_BYTES));
    const command = head.readUInt32LE(0);
    const lengthBytes = head.readUInt32LE(12);
    if (head.readUInt32LE(20) !== (command ^ 0xffffffff) >>> 0) throw new WireError('magic does not match the command');
    if (!KNOWN_COMMANDS.has(command)) throw new WireError(`unknown command 0x${command.toString(16)}`);
    if (lengthBytes > this.#largestBytes) throw new WireError(`payload of ${lengthBytes} bytes is too long`);
    if (this.#heldBytes < HEADER_BYTES + lengthBytes) return null;
    this.#join();
    const whole = this.#chunks[0] ?? new Uint8Array();
    const end = HEADER_BYTES + lengthBytes;
    this.#chunks = whole.length > end ? [whole.subarray(end)] : [];
    this.#heldBytes -= end;
    return {
      command,
      arg0: head.readUInt32LE(4),
      arg1: head.readUInt32LE(8),
      payload: whole.subarray(HEADER_BYTES, end),
    };
  }

  #join(): void {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
  }
}
