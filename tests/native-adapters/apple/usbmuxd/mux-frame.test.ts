import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { encodeMuxFrame, readMuxFrame } from '../../../../native-adapters/apple/usbmuxd/mux-frame.ts';
import { LinkEndedError } from '../../../../native-adapters/links/byte-link.ts';
import { StreamLink } from '../../../../native-adapters/links/stream-link.ts';
import { PipeEnd } from '../../links/pipe-end.ts';
import { cut, places } from '../cut.ts';

function header(...fields: readonly number[]): Buffer {
  const bytes = Buffer.alloc(fields.length * 4);
  for (const [index, field] of fields.entries()) bytes.writeUInt32LE(field, index * 4);
  return bytes;
}

const read = (...chunks: readonly Uint8Array[]) => readMuxFrame(new StreamLink(new PipeEnd(chunks)));

test('any split of a conversation is the same messages (property)', async () => {
  const frames = fc.array(
    fc.record({ tag: fc.nat(), message: fc.record({ Number: fc.nat(), Text: fc.stringMatching(/^[ -~]{0,40}$/) }) }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(frames, places, async (sent, at) => {
      const link = new StreamLink(new PipeEnd(cut(Buffer.concat(sent.map(encodeMuxFrame)), at)));
      for (const frame of sent) expect(await readMuxFrame(link)).toEqual(frame);
      await expect(readMuxFrame(link)).rejects.toBeInstanceOf(LinkEndedError);
    }),
    { numRuns: 60 },
  );
});

test('the header is little-endian: length, version 1, message 8, tag', () => {
  const bytes = Buffer.from(encodeMuxFrame({ tag: 0x01020304, message: { MessageType: 'Listen' } }));
  expect(bytes.subarray(0, 16)).toEqual(header(bytes.length, 1, 8, 0x01020304));
  expect(bytes.subarray(16, 21).toString()).toBe('<?xml');
});

test('the answer of a daemon that does not know our version names its result', async () => {
  await expect(read(header(20, 0, 1, 1, 6))).rejects.toThrow(
    'device.protocol what=usbmuxd version version=0 kind=1 result=6',
  );
});

test.each([
  ['shorter than a header', header(15, 1, 8, 1)],
  ['absurdly long', header(0xffff_ffff, 1, 8, 1)],
  ['of another version', header(16, 2, 8, 1)],
  ['of another kind', header(16, 1, 3, 1)],
  ['without a list', header(16, 1, 8, 1)],
])('a message %s is device.protocol', async (_name, bytes) => {
  await expect(read(bytes)).rejects.toThrow('device.protocol');
});

test('garbage ends in an error of ours or of the link (property)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), fc.boolean(), async (noise, isFramed) => {
      const bytes = isFramed ? Buffer.concat([header(16 + noise.length, 1, 8, 1), noise]) : noise;
      const error: unknown = await read(bytes).catch((thrown: unknown) => thrown);
      expect(error instanceof WorkstationError || error instanceof LinkEndedError).toBe(true);
    }),
    { numRuns: 200 },
  );
});
