/** Number of an exception inside a parcel that means SecurityException (source: android/os/Parcel.java). */
const EX_SECURITY = -1;

function string16(text: string): Buffer {
  const characters = Buffer.from(`${text}\0`, 'utf16le');
  const padded = Buffer.alloc(Math.ceil(characters.length / 4) * 4);
  characters.copy(padded);
  const length = Buffer.alloc(4);
  length.writeInt32LE(text.length);
  return Buffer.concat([length, padded]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function dump(bytes: Buffer): string {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const row = bytes.subarray(offset, offset + 16);
    const words: string[] = [];
    for (let word = 0; word < row.length; word += 4) words.push(row.readUInt32LE(word).toString(16).padStart(8, '0'));
    const shown = [...row].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`  0x${offset.toString(16).padStart(8, '0')}: ${words.join(' ').padEnd(35)} '${shown}'`);
  }
  return `Result: Parcel(\n${lines.join('\n')})\n`;
}

/** Returns what `service call` prints for a reply that carries a string, or a null string. */
export function stringReply(text: string | null): string {
  return dump(Buffer.concat([int32(0), text === null ? int32(-1) : string16(text)]));
}

/** Returns what `service call` prints when the service threw SecurityException with that message. */
export function refusedReply(message: string): string {
  return dump(Buffer.concat([int32(EX_SECURITY), string16(message), int32(0)]));
}
