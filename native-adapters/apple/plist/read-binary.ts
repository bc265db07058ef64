import { MOST_LEVELS, MOST_VALUES, plistFault } from './plist-fault.ts';
import { exactWhole, type PlistValue } from './plist-value.ts';

// Layout: Apple CF-1153.18, CFBinaryPList.c: "bplist00", objects, offset table, 32 bytes of trailer.
const HEADER_BYTES = 8;
const TRAILER_BYTES = 32;
const SECONDS_1970_TO_2001 = 978_307_200;
// The same object may be named again and again: what is unfolded counts, not what lies there.
const MOST_UNFOLDED_BYTES = 64 * 1024 * 1024;

/** Says whether bytes begin as a binary property list. */
export function isBinaryPlist(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, HEADER_BYTES)).toString('latin1') === 'bplist00';
}

/** Reads a binary property list with every whole number exact; throws device.protocol on anything that is not one. */
export function readBinary(bytes: Uint8Array): PlistValue {
  try {
    return new BinaryReader(bytes).document();
  } catch (error) {
    // DataView's own word for a place outside the bytes.
    if (error instanceof RangeError) throw plistFault('cut off');
    throw error;
  }
}

class BinaryReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #trailerAt: number;
  #offsetSize = 0;
  #referenceSize = 0;
  #count = 0;
  #tableAt = 0;
  #values = 0;
  #unfolded = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#trailerAt = bytes.length - TRAILER_BYTES;
  }

  document(): PlistValue {
    if (this.#trailerAt < HEADER_BYTES) throw plistFault('cut off');
    this.#offsetSize = this.#view.getUint8(this.#trailerAt + 6);
    this.#referenceSize = this.#view.getUint8(this.#trailerAt + 7);
    this.#count = this.#number(this.#trailerAt + 8, 8);
    const top = this.#number(this.#trailerAt + 16, 8);
    this.#tableAt = this.#number(this.#trailerAt + 24, 8);
    return this.#object(top, 0);
  }

  #number(at: number, sizeBytes: number): number {
    if (sizeBytes < 1 || sizeBytes > 8) throw plistFault('width');
    let value = 0;
    for (let index = 0; index < sizeBytes; index += 1) value = value * 256 + this.#view.getUint8(at + index);
    return value;
  }

  #object(reference: number, level: number): PlistValue {
    this.#values += 1;
    if (level > MOST_LEVELS || this.#values > MOST_VALUES) throw plistFault('too large');
    if (reference >= this.#count) throw plistFault('reference');
    const at = this.#number(this.#tableAt + reference * this.#offsetSize, this.#offsetSize);
    if (at < HEADER_BYTES || at >= this.#trailerAt) throw plistFault('offset');
    const marker = this.#view.getUint8(at);
    const low = marker & 0x0f;
    switch (marker >> 4) {
      case 0x0:
        return singleton(low);
      case 0x1:
        return this.#whole(at + 1, 1 << low);
      case 0x2:
        return this.#real(at + 1, 1 << low);
      case 0x3:
        return this.#date(at + 1, low);
      default:
        return this.#sized(marker >> 4, at, level);
    }
  }

  #whole(at: number, sizeBytes: number): number | bigint {
    // CFBinaryPList.c: up to four bytes are unsigned, eight are signed, sixteen hold what is above 2^63.
    if (sizeBytes <= 4) return this.#number(at, sizeBytes);
    if (sizeBytes === 8) return exactWhole(this.#view.getBigInt64(at));
    if (sizeBytes !== 16) throw plistFault('integer');
    return exactWhole((this.#view.getBigInt64(at) << 64n) | this.#view.getBigUint64(at + 8));
  }

  #real(at: number, sizeBytes: number): number {
    if (sizeBytes === 4) return this.#view.getFloat32(at);
    if (sizeBytes === 8) return this.#view.getFloat64(at);
    throw plistFault('real');
  }

  #date(at: number, low: number): Date {
    const date = new Date((this.#view.getFloat64(at) + SECONDS_1970_TO_2001) * 1_000);
    if (low !== 3 || Number.isNaN(date.getTime())) throw plistFault('date');
    return date;
  }

  /** Reads an object whose marker, or the whole number behind it, says how large it is. */
  #sized(kind: number, at: number, level: number): PlistValue {
    const low = this.#view.getUint8(at) & 0x0f;
    const isLong = low === 0x0f;
    const width = isLong ? 1 << (this.#view.getUint8(at + 1) & 0x0f) : 0;
    const size = isLong ? this.#number(at + 2, width) : low;
    const start = at + 1 + (isLong ? 1 + width : 0);
    switch (kind) {
      case 0x4:
        return new Uint8Array(this.#slice(start, size));
      case 0x5:
        return Buffer.from(this.#slice(start, size)).toString('latin1');
      case 0x6:
        return Buffer.from(this.#slice(start, size * 2))
          .swap16()
          .toString('utf16le')
          .toWellFormed();
      case 0xa:
        return this.#references(start, size).map((reference) => this.#object(reference, level + 1));
      case 0xd:
        return this.#dict(start, size, level);
      default:
        throw plistFault('object');
    }
  }

  #slice(start: number, sizeBytes: number): Uint8Array {
    this.#unfolded += sizeBytes;
    if (start + sizeBytes > this.#trailerAt) throw plistFault('cut off');
    if (this.#unfolded > MOST_UNFOLDED_BYTES) throw plistFault('too large');
    return this.#bytes.subarray(start, start + sizeBytes);
  }

  #references(start: number, count: number): number[] {
    if (start + count * this.#referenceSize > this.#trailerAt || count > MOST_VALUES) throw plistFault('cut off');
    return Array.from({ length: count }, (_none, index) =>
      this.#number(start + index * this.#referenceSize, this.#referenceSize),
    );
  }

  #dict(start: number, size: number, level: number): PlistValue {
    // Without a prototype: a key named __proto__ or constructor is a key like any other.
    const dict: Record<string, PlistValue> = Object.create(null);
    const keys = this.#references(start, size);
    const values = this.#references(start + size * this.#referenceSize, size);
    for (const [index, reference] of keys.entries()) {
      const key = this.#object(reference, level + 1);
      if (typeof key !== 'string') throw plistFault('dictionary without key');
      dict[key] = this.#object(values[index] ?? -1, level + 1);
    }
    return dict;
  }
}

function singleton(low: number): boolean {
  if (low === 8) return false;
  if (low === 9) return true;
  throw plistFault('object');
}
