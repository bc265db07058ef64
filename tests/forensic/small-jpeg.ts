const SIDE_PIXELS = 64;
const LONGEST_COMMENT = 65_533;

function segment(marker: number, body: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

function huffman(tableClass: number): Buffer {
  // One code only, "0" of one bit, for the one symbol that a flat picture needs (no difference / end of block).
  return segment(0xc4, Buffer.from([tableClass << 4, 1, ...new Array<number>(15).fill(0), 0]));
}

/**
 * Returns a valid baseline JPEG (ITU-T T.81): a flat grey square that carries `comment` in its comment segments, as many as
 * its length needs.
 */
export function smallJpeg(comment: Uint8Array): Buffer {
  const comments: Buffer[] = [];
  for (let at = 0; at < comment.length; at += LONGEST_COMMENT) {
    comments.push(segment(0xfe, comment.subarray(at, at + LONGEST_COMMENT)));
  }
  const jfif = Buffer.from([0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const frame = Buffer.from([8, 0, SIDE_PIXELS, 0, SIDE_PIXELS, 1, 1, 0x11, 0]);
  // Two one-bit codes a block of 8 × 8 pixels.
  const scan = Buffer.alloc((SIDE_PIXELS / 8) ** 2 / 4);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, jfif),
    ...comments,
    segment(0xdb, Buffer.from([0, ...new Array<number>(64).fill(1)])),
    segment(0xc0, frame),
    huffman(0),
    huffman(1),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    scan,
    Buffer.from([0xff, 0xd9]),
  ]);
}
