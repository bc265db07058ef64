import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keystreamAt,
  keystreamFileName,
  keystreamFileOf,
} from '../../../../native-adapters/android/overwriter/keystream.ts';

/** One ChaCha20 block straight from the text of RFC 8439 §2.1-§2.3, as an independent second opinion. */
function referenceBlock(key: Uint8Array, counter: number, nonce: readonly [number, number, number]): Uint8Array {
  const words = new DataView(key.buffer, key.byteOffset, 32);
  const start = new Uint32Array(16);
  start.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  for (let i = 0; i < 8; i += 1) start[4 + i] = words.getUint32(4 * i, true);
  start.set([counter, ...nonce], 12);
  const x = start.slice();
  const at = (i: number) => x[i] ?? 0;
  const rotate = (v: number, n: number) => (v << n) | (v >>> (32 - n));
  const quarter = (a: number, b: number, c: number, d: number) => {
    for (const [p, q, r, n] of [
      [a, b, d, 16],
      [c, d, b, 12],
      [a, b, d, 8],
      [c, d, b, 7],
    ] as const) {
      x[p] = at(p) + at(q);
      x[r] = rotate(at(r) ^ at(p), n);
    }
  };
  for (let round = 0; round < 10; round += 1) {
    for (let i = 0; i < 4; i += 1) quarter(i, 4 + i, 8 + i, 12 + i);
    for (let i = 0; i < 4; i += 1) quarter(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
  }
  const out = new DataView(new ArrayBuffer(64));
  for (let i = 0; i < 16; i += 1) out.setUint32(4 * i, at(i) + (start[i] ?? 0), true);
  return new Uint8Array(out.buffer);
}

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const HAKU = 0x55_4b_41_48;

describe('the keystream of the overwriter', () => {
  it('rests on a second implementation that meets the block vector of RFC 8439 §2.3.2', () => {
    expect(hex(referenceBlock(key, 1, [0x09000000, 0x4a000000, 0]))).toBe(
      '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4' +
        'ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e',
    );
  });

  it('equals that implementation for any file, generation and offset', () => {
    const u32 = fc.nat({ max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        u32,
        u32,
        u32,
        (anyKey, index, generation, block) => {
          const expected = referenceBlock(anyKey, block, [index, generation, HAKU]);
          expect(hex(keystreamAt(anyKey, { index, generation }, block * 64, 64))).toBe(hex(expected));
        },
      ),
    );
  });

  it('gives the same bytes whichever way a range is cut', () => {
    const file = { index: 7, generation: 1 };
    const whole = keystreamAt(key, file, 0, 4096);
    fc.assert(
      fc.property(fc.nat({ max: 4096 }), fc.nat({ max: 4096 }), (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        expect(hex(keystreamAt(key, file, from, to - from))).toBe(hex(whole.subarray(from, to)));
      }),
    );
  });

  it('differs between files and between generations', () => {
    const first = hex(keystreamAt(key, { index: 1, generation: 0 }, 0, 64));
    expect(hex(keystreamAt(key, { index: 2, generation: 0 }, 0, 64))).not.toBe(first);
    expect(hex(keystreamAt(key, { index: 1, generation: 1 }, 0, 64))).not.toBe(first);
  });

  it.each([
    ['a short key', { anyKey: new Uint8Array(31) }],
    ['a negative index', { index: -1 }],
    ['a fractional offset', { offset: 0.5 }],
    ['a negative length', { length: -1 }],
    ['a range beyond the last block', { offset: 2 ** 38 }],
  ])('refuses %s', (_, change) => {
    const { anyKey, index, offset, length } = { anyKey: key, index: 0, offset: 0, length: 1, ...change };
    expect(() => keystreamAt(anyKey, { index, generation: 0 }, offset, length)).toThrow(RangeError);
  });

  it('reads exactly the file names that it writes', () => {
    expect(keystreamFileName({ index: 12, generation: 1 })).toBe('000012-1');
    expect(keystreamFileOf('000012-1')).toEqual({ index: 12, generation: 1 });
    expect(keystreamFileOf('1234567-10')).toEqual({ index: 1234567, generation: 10 });
    for (const name of ['12-1', '000012-01', '0000012-1', '000012', '000012-1 ', 'probe', '9999999999-0'])
      expect(keystreamFileOf(name), name).toBeNull();
  });
});
