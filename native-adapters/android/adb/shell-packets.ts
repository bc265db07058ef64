import type { PhoneStream } from './phone-stream.ts';

// AOSP adb/shell_protocol.h: one id byte, u32 little-endian length, payload.
const HEADER_BYTES = 5;
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const EXIT = 3;
const CLOSE_STDIN = 4;
// A phone's packet holds at most one adb payload (1 MiB, AOSP adb/adb.h MAX_PAYLOAD); sixteen times that is a lie.
const LONGEST_PACKET_BYTES = 16 * 1024 * 1024;

/** One piece of a shell v2 conversation: output as it arrives, and the exit code at its end. */
export type ShellPiece =
  | { readonly kind: 'stdout' | 'stderr'; readonly bytes: Uint8Array }
  | { readonly kind: 'exit'; readonly exitCode: number };

function packet(id: number, payload: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  bytes.writeUInt8(id, 0);
  bytes.writeUInt32LE(payload.length, 1);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** Makes the packet that feeds bytes to the command's standard input. */
export const stdinPacket = (bytes: Uint8Array): Uint8Array => packet(STDIN, bytes);

/** Makes the packet that ends the command's standard input. */
export const closeStdinPacket = (): Uint8Array => packet(CLOSE_STDIN, new Uint8Array(0));

async function readExit(stream: PhoneStream, sizeBytes: number): Promise<ShellPiece> {
  if (sizeBytes !== 1) throw stream.broken('shell-exit-packet', { sizeBytes });
  const [exitCode] = await stream.readExactly(1);
  if (exitCode === undefined) throw stream.broken('shell-exit-packet');
  return { kind: 'exit', exitCode };
}

const PIECE_BYTES = 64 * 1024;

/** Yields the pieces of a shell v2 conversation and returns after the exit packet; throws when the stream ends without one or a packet is impossible. */
export async function* readShellPieces(stream: PhoneStream): AsyncGenerator<ShellPiece, void, undefined> {
  for (;;) {
    const header = Buffer.from(await stream.readExactly(HEADER_BYTES));
    const id = header.readUInt8(0);
    const sizeBytes = header.readUInt32LE(1);
    if (id === EXIT) {
      yield await readExit(stream, sizeBytes);
      return;
    }
    if (sizeBytes > LONGEST_PACKET_BYTES) throw stream.broken('shell-packet-length', { sizeBytes });
    if (id !== STDOUT && id !== STDERR) throw stream.broken('shell-packet-id', { id });
    for (let missing = sizeBytes; missing > 0; missing -= Math.min(missing, PIECE_BYTES)) {
      const bytes = await stream.readExactly(Math.min(missing, PIECE_BYTES));
      yield { kind: id === STDOUT ? 'stdout' : 'stderr', bytes };
    }
  }
}
