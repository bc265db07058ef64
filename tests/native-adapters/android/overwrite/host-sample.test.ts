import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chooseSamples,
  equalsKeystream,
  looksRandom,
} from '../../../../native-adapters/android/overwrite/host-sample.ts';
import { keystreamAt } from '../../../../native-adapters/android/overwriter/keystream.ts';

const BLOCK = 4096;
const file = (name: string, sizeBytes: number) => ({ name, sizeBytes, mode: 0o100600, modified: new Date(0) });
const files = fc.uniqueArray(fc.tuple(fc.nat(999_999), fc.nat(40 * BLOCK)), {
  selector: ([index]) => index,
  maxLength: 40,
});

describe('the blocks that are chosen', () => {
  test('are distinct, whole, inside their files, as many as are wanted or there are', () => {
    fc.assert(
      fc.property(files, fc.infiniteStream(fc.nat()), (made, random) => {
        const list = made.map(([index, size]) => file(`${String(index).padStart(6, '0')}-0`, size));
        const sizes = new Map(list.map(({ name, sizeBytes }) => [name, sizeBytes]));
        const total = list.reduce((sum, { sizeBytes }) => sum + Math.floor(sizeBytes / BLOCK), 0);
        const chosen = chooseSamples(list, (below) => (random.next().value ?? 0) % below);
        const keys = new Set(chosen.map(({ name, block }) => `${name}:${block}`));
        expect(keys.size).toBe(chosen.length);
        expect(chosen.length).toBeLessThanOrEqual(Math.min(256, total));
        for (const { name, block } of chosen) expect((block + 1) * BLOCK).toBeLessThanOrEqual(sizes.get(name) ?? 0);
      }),
    );
  });

  test('never come from a name that the overwriter does not give, such as one with a command in it', () => {
    const hostile = ['$(reboot)', '000000-0;reboot', '../000000-0', '0-0', '000000-00', ' 000000-0', '000000-0\n'];
    expect(
      chooseSamples(
        hostile.map((name) => file(name, 100 * BLOCK)),
        () => 0,
      ),
    ).toEqual([]);
  });

  test('small files are seen beside a large one', () => {
    const small = Array.from({ length: 9 }, (_, at) => file(`00000${at + 1}-0`, BLOCK));
    let state = 1;
    const pick = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const chosen = chooseSamples([file('000000-0', 1e9), ...small], pick);
    expect([chosen.length, new Set(chosen.map(({ name }) => name)).size]).toEqual([256, 10]);
  });
});

describe('what a block must be', () => {
  const key = new Uint8Array(randomBytes(32));

  test('equal to the keystream of its place, every bit of it', () => {
    const judge = equalsKeystream(key);
    const block = keystreamAt(key, { index: 3, generation: 1 }, 8 * BLOCK, BLOCK);
    expect(judge(block, '000003-1', 8 * BLOCK)).toBe(true);
    expect(judge(block, '000003-1', 9 * BLOCK)).toBe(false);
    expect(judge(block, '000003-0', 8 * BLOCK)).toBe(false);
    expect(judge(block, 'readme', 8 * BLOCK)).toBe(false);
    expect(judge(block.subarray(1), '000003-1', 8 * BLOCK)).toBe(false);
    fc.assert(
      fc.property(fc.nat(BLOCK - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const spoiled = Uint8Array.from(block);
        spoiled[at] = (spoiled[at] ?? 0) ^ bits;
        expect(judge(spoiled, '000003-1', 8 * BLOCK)).toBe(false);
      }),
    );
  });

  test('random where nobody can foretell it, and never twice the same', () => {
    const judge = looksRandom();
    const block = new Uint8Array(randomBytes(BLOCK));
    expect([judge(block, 'a', 0), judge(block, 'b', 0)]).toEqual([true, false]);
    for (const text of ['\0', 'address book ', 'JFIF\u0001\u0002\u0003']) {
      expect(judge(new Uint8Array(Buffer.alloc(BLOCK, text)), 'a', 0)).toBe(false);
    }
    expect(
      judge(
        new Uint8Array(
          Buffer.from(
            randomBytes(BLOCK * 2)
              .toString('base64')
              .slice(0, BLOCK),
          ),
        ),
        'a',
        0,
      ),
    ).toBe(false);
    const all = Array.from({ length: 200 }, () => judge(new Uint8Array(randomBytes(BLOCK)), 'a', 0));
    expect(all.every(Boolean)).toBe(true);
  });
});
