import { describe, expect, it } from 'vitest';
import { MuxFrameReader, muxFrame } from '../../../practice/apple/wire/mux-frame.ts';

const frame = (tag: number, text: string) => muxFrame({ version: 1, message: 8, tag, payload: Buffer.from(text) });

describe('frames between programs and usbmuxd', () => {
  it('begin with length, version, message and tag, little-endian', () => {
    expect(frame(0x01020304, 'ab').toString('hex')).toBe('12000000010000000800000004030201' + '6162');
  });

  it('are the same however the stream is cut', () => {
    const stream = Buffer.concat([frame(1, 'first'), frame(2, ''), frame(3, 'third')]);
    for (const size of [1, 2, 15, 17, stream.length]) {
      const reader = new MuxFrameReader();
      const read: string[] = [];
      for (let at = 0; at < stream.length; at += size) {
        reader.push(stream.subarray(at, at + size));
        for (let one = reader.next(); one !== null; one = reader.next()) read.push(`${one.tag} ${one.payload}`);
      }
      expect(read).toEqual(['1 first', '2 ', '3 third']);
    }
  });

  it('give back what came after the last one, once', () => {
    const reader = new MuxFrameReader();
    reader.push(Buffer.concat([frame(1, 'x'), Buffer.from('rest')]));
    expect(reader.next()?.tag).toBe(1);
    expect(reader.rest().toString()).toBe('rest');
    expect(reader.rest()).toHaveLength(0);
  });

  it.each([0, 15, 65_537, 0xffff_ffff])('cannot have a length of %i', (length) => {
    const reader = new MuxFrameReader();
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32LE(length);
    reader.push(bytes);
    expect(() => reader.next()).toThrow(RangeError);
  });
});
