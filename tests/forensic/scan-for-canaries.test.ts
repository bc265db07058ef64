import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CANARY_CLASSES, CANARY_LENGTH, canary, classOfCanary } from './canary.ts';
import { PLANTED, plantCanaries } from './plant-canaries.ts';
import { CanaryCollector, contentsOf, scanForCanaries } from './scan-for-canaries.ts';
import { smallJpeg } from './small-jpeg.ts';

test('a canary is found wherever the pieces are cut, and counted once', () => {
  const mark = canary('TXT', 'seed', 7);
  const bytes = Buffer.from(`noise HkCanary noise ${mark} and again ${mark}HkCanaryXXX`);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
      const collector = new CanaryCollector();
      const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      for (const [at, start] of borders.entries())
        collector.add(bytes.subarray(start, borders[at + 1] ?? bytes.length));
      expect(collector.count()).toEqual({ JPG: 0, SQL: 0, TXT: 1, TNY: 0, NAM: 0 });
    }),
  );
});

test('every canary is equally long, belongs to its class, and differs by seed and index', () => {
  const all = CANARY_CLASSES.flatMap((kind) => [canary(kind, 'a', 1), canary(kind, 'a', 2), canary(kind, 'b', 1)]);
  expect(new Set(all).size).toBe(all.length);
  for (const text of all) expect(text).toHaveLength(CANARY_LENGTH);
  expect(classOfCanary(canary('SQL', 'a', 9))).toBe('SQL');
  expect(classOfCanary(canary('SQL', 'a', 9).replace('SQL', 'XYZ'))).toBeNull();
});

test('the scanner finds everything that was planted, in the files themselves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hakushi-plant-'));
  try {
    await plantCanaries(join(folder, 'phone'), 'seed');
    const collector = new CanaryCollector();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) {
        collector.add(Buffer.from(entry.name));
        collector.add(await readFile(join(entry.parentPath, entry.name)));
      }
    expect(collector.count()).toEqual(PLANTED);
    expect(contentsOf(collector.count())).toBe(360);

    const image = join(folder, 'image');
    const mark = canary('JPG', 'seed', 3);
    // Across the border of two read chunks.
    await writeFile(image, Buffer.concat([Buffer.alloc((8 << 20) - 5), Buffer.from(mark), Buffer.alloc(99)]));
    expect(await scanForCanaries(image)).toMatchObject({ JPG: 1, SQL: 0 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a small JPEG begins, is framed and ends as ITU-T T.81 says', () => {
  const picture = smallJpeg(Buffer.alloc(70_000, 'x'));
  expect(picture.subarray(0, 4)).toEqual(Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
  expect(picture.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  const markers: number[] = [];
  let at = 2;
  while (picture[at + 1] !== 0xda) {
    expect(picture[at]).toBe(0xff);
    markers.push(picture[at + 1] ?? 0);
    at += 2 + picture.readUInt16BE(at + 2);
  }
  expect(markers).toEqual([0xe0, 0xfe, 0xfe, 0xdb, 0xc0, 0xc4, 0xc4]);
});
