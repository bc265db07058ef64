import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { iconSourceSha256 } from '../../scripts/build-icons.ts';
import { icnsFile, icoFile } from '../../scripts/icon-files.ts';

const BUILT = new URL('../../resources/build/', import.meta.url);
const manifest = z
  .strictObject({
    version: z.literal(1),
    sourceSha256: z.string(),
    files: z.array(z.strictObject({ file: z.string(), sha256: z.string() })).min(1),
  })
  .parse(JSON.parse(readFileSync(new URL('icons.json', BUILT), 'utf8')));
const read = (file: string): Buffer => readFileSync(new URL(file, BUILT));

/** Width and height in the head of a PNG, and whether its pixels can be transparent. */
function pngFacts(bytes: Buffer): { width: number; height: number; hasAlpha: boolean } {
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), hasAlpha: bytes[25] === 6 };
}

const square = (size: number): object => ({ width: size, height: size, hasAlpha: true });

test('the committed icons were drawn from the committed drawings (npm run icons)', () => {
  expect(manifest.sourceSha256).toBe(iconSourceSha256());
});

test.each(manifest.files)('$file is the file that was drawn', ({ file, sha256 }) => {
  expect(createHash('sha256').update(read(file)).digest('hex')).toBe(sha256);
});

test('every PNG has the size that its name says', () => {
  expect(pngFacts(read('icon.png'))).toEqual(square(1024));
  const named = manifest.files.flatMap(({ file }) => /^icons\/(\d+)x\d+\.png$/.exec(file)?.[1] ?? []);
  expect(named.map(Number)).toEqual([16, 24, 32, 48, 64, 128, 256, 512]);
  for (const size of named) expect(pngFacts(read(`icons/${size}x${size}.png`))).toEqual(square(Number(size)));
});

test('the Windows icon lists whole pictures of the sizes that Windows asks for', () => {
  const ico = read('icon.ico');
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const count = ico.readUInt16LE(4);
  const sizes: number[] = [];
  let end = 6 + 16 * count;
  for (let at = 6; at < 6 + 16 * count; at += 16) {
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    expect(offset).toBe(end);
    end = offset + length;
    const size = ico[at] || 256;
    expect(pngFacts(ico.subarray(offset, end))).toEqual(square(size));
    sizes.push(size);
  }
  expect(end).toBe(ico.length);
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test('the macOS icon holds a whole picture under each of its types', () => {
  const icns = read('icon.icns');
  expect(icns.toString('latin1', 0, 4)).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const found: Record<string, number> = {};
  for (let at = 8; at < icns.length; ) {
    const length = icns.readUInt32BE(at + 4);
    found[icns.toString('latin1', at, at + 4)] = pngFacts(icns.subarray(at + 8, at + length)).width;
    at += length;
  }
  expect(found).toEqual({ ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 });
});

test('a picture that is too large or missing is no icon', () => {
  expect(() => icoFile([{ size: 512, png: new Uint8Array(4) }])).toThrow('at most 256');
  expect(() => icnsFile([{ size: 32, png: new Uint8Array(4) }])).toThrow('64 pixels');
});
