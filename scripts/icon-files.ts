// The two containers in which Windows and macOS keep an icon's pictures. Both hold PNG files behind a small table, so the few
// lines below need no library.

/** One picture of an icon: a square PNG of that many pixels a side. */
export interface IconPicture {
  readonly size: number;
  readonly png: Uint8Array;
}

// Source: Apple's icon types that hold PNG; one picture serves as 1x of its size and as 2x of half of it.
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** Builds a Windows .ico file: a directory of pictures, each at most 256 pixels a side, smallest first. */
export function icoFile(pictures: readonly IconPicture[]): Uint8Array {
  const HEAD = 6;
  const ENTRY = 16;
  const sorted = pictures.toSorted((a, b) => a.size - b.size);
  const directory = new DataView(new ArrayBuffer(HEAD + ENTRY * sorted.length));
  directory.setUint16(2, 1, true);
  directory.setUint16(4, sorted.length, true);
  let offset = directory.byteLength;
  for (const [at, { size, png }] of sorted.entries()) {
    if (size > 256) throw new Error(`a Windows icon has at most 256 pixels a side, not ${size}`);
    const entry = HEAD + at * ENTRY;
    // 0 stands for 256 here.
    directory.setUint8(entry, size % 256);
    directory.setUint8(entry + 1, size % 256);
    directory.setUint16(entry + 4, 1, true);
    directory.setUint16(entry + 6, 32, true);
    directory.setUint32(entry + 8, png.length, true);
    directory.setUint32(entry + 12, offset, true);
    offset += png.length;
  }
  return Buffer.concat([new Uint8Array(directory.buffer), ...sorted.map(({ png }) => png)]);
}

/** Builds a macOS .icns file from pictures of 32 to 1024 pixels a side. */
export function icnsFile(pictures: readonly IconPicture[]): Uint8Array {
  const parts = ICNS_TYPES.map(([type, size]) => {
    const picture = pictures.find((one) => one.size === size);
    if (!picture) throw new Error(`a macOS icon needs a picture of ${size} pixels a side`);
    return chunk(type, picture.png);
  });
  return chunk('icns', Buffer.concat(parts));
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + head.length, 4);
  return Buffer.concat([head, content]);
}
