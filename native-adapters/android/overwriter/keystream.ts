import { createCipheriv } from 'node:crypto';

/** Which file of a job the bytes belong to: its number and how often its place has been rewritten. */
export interface KeystreamFile {
  readonly index: number;
  readonly generation: number;
}

/** ChaCha20 blocks are 64 bytes, RFC 8439 §2.3. */
const BLOCK_BYTES = 64;
/** The last nonce word, ASCII "HAKU" as stored by the overwriter (keystream.h). */
const NONCE_TAG = 0x55_4b_41_48;
const U32_LIMIT = 2 ** 32;

function checkU32(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= U32_LIMIT)
    throw new RangeError(`${name} is not a 32-bit number`);
}

/**
 * Returns the bytes that the overwriter puts into a file at an offset.
 * `key` is 32 bytes; offset and length are bytes, the end at most 256 GiB; throws RangeError for anything else.
 * Source: ChaCha20 of RFC 8439, nonce = u32le(index), u32le(generation), "HAKU", block counter = offset / 64.
 */
export function keystreamAt(key: Uint8Array, file: KeystreamFile, offset: number, length: number): Uint8Array {
  if (key.length !== 32) throw new RangeError('the key is not 32 bytes');
  checkU32('index', file.index);
  checkU32('generation', file.generation);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError('the offset is not a byte position');
  if (!Number.isSafeInteger(length) || length < 0) throw new RangeError('the length is not a byte count');
  if (offset + length > U32_LIMIT * BLOCK_BYTES) throw new RangeError('the range ends beyond the last block');
  if (length === 0) return new Uint8Array(0);
  const skip = offset % BLOCK_BYTES;
  // node takes the counter and the nonce as one 16-byte vector.
  const start = Buffer.alloc(16);
  start.writeUInt32LE((offset - skip) / BLOCK_BYTES, 0);
  start.writeUInt32LE(file.index, 4);
  start.writeUInt32LE(file.generation, 8);
  start.writeUInt32LE(NONCE_TAG, 12);
  const bytes = createCipheriv('chacha20', key, start).update(Buffer.alloc(skip + length));
  return new Uint8Array(bytes.buffer, bytes.byteOffset + skip, length);
}

const FILE_NAME = /^(\d{6,10})-(\d{1,10})$/;

/** Reads a file name `<index>-<generation>` of the overwriter's folder; null when it is not one. */
export function keystreamFileOf(name: string): KeystreamFile | null {
  const parts = FILE_NAME.exec(name);
  if (parts === null) return null;
  const file = { index: Number(parts[1]), generation: Number(parts[2]) };
  return file.index < U32_LIMIT && file.generation < U32_LIMIT && keystreamFileName(file) === name ? file : null;
}

/** Returns the name that the overwriter gives a file: six or more digits, a dash, the generation. */
export function keystreamFileName(file: KeystreamFile): string {
  return `${String(file.index).padStart(6, '0')}-${file.generation}`;
}
