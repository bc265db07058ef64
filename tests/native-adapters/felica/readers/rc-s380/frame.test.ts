import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACK,
  encodeData,
  type Port100Frame,
  Port100Stream,
} from '../../../../../native-adapters/felica/readers/rc-s380/frame.ts';
import { allVectors, bytesOf, hexOf, vector } from '../../vectors.ts';

const ofThisReader = allVectors().filter(({ name }) => !name.startsWith('W'));
const payloadIn = (frame: Uint8Array): Uint8Array => frame.slice(8, -2);
const isData = (frame: Uint8Array): boolean => frame.length > 6;

function framesIn(...transfers: readonly Uint8Array[]): readonly Port100Frame[] {
  const stream = new Port100Stream();
  const found: Port100Frame[] = [];
  for (const transfer of transfers) {
    stream.push(transfer);
    for (let frame = stream.next(); frame !== null; frame = stream.next()) found.push(frame);
  }
  const rest = stream.rest();
  return rest === null ? found : [...found, rest];
}

const data = (payload: Uint8Array): Port100Frame => ({ is: 'data', payload, afterGarbage: false });
const ack: Port100Frame = { is: 'ack', afterGarbage: false };
const error: Port100Frame = { is: 'error', afterGarbage: false };
const damaged: Port100Frame = { is: 'damaged', afterGarbage: false };

test('the fixture holds every frame of the reference', () => {
  expect(allVectors()).toHaveLength(103);
  expect(ofThisReader).toHaveLength(79);
});

describe('data frames', () => {
  const frames = ofThisReader.map(({ bytes }) => bytes).filter(isData);
  test('of the fixture are built and read byte for byte, whole, split at every place, and byte by byte', () => {
    expect(frames.length).toBeGreaterThan(70);
    for (const frame of frames) {
      const payload = payloadIn(frame);
      expect(hexOf(encodeData(payload))).toBe(hexOf(frame));
      expect(framesIn(frame)).toEqual([data(payload)]);
      for (let at = 1; at < frame.length; at += 1) {
        expect(framesIn(frame.slice(0, at), frame.slice(at))).toEqual([data(payload)]);
      }
      expect(framesIn(...Array.from(frame, (byte) => Uint8Array.of(byte)))).toEqual([data(payload)]);
    }
  });

  test('of any content come through, merged with ACKs and each other', () => {
    const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(payloads, fc.integer({ min: 1, max: 64 }), (all, size) => {
        const bytes = Buffer.concat(all.flatMap((payload) => [ACK, encodeData(payload)]));
        const transfers = [];
        for (let at = 0; at < bytes.length; at += size) transfers.push(Uint8Array.from(bytes.subarray(at, at + size)));
        // One byte of that content is how PN53x tells an error.
        const told = all.map((payload) => (hexOf(payload) === '7f' ? error : data(payload)));
        expect(framesIn(...transfers)).toEqual(told.flatMap((one) => [ack, one]));
      }),
    );
  });

  test('in the short form are read too', () => {
    expect(framesIn(bytesOf('0000ff 03 fd d72b00 fe 00'))).toEqual([data(bytesOf('d72b00'))]);
    expect(framesIn(bytesOf('0000ff ff 01'), new Uint8Array(255), bytesOf('0000'))).toEqual([
      data(new Uint8Array(255)),
    ]);
  });
});

describe('other frames', () => {
  test.each([
    ['ACK', 'F', 1, [ack]],
    ['the error frame of five bytes', 'F', 2, [error]],
    ['the beginning of a frame alone', 'F', 3, [damaged]],
    ['the data frame of another test suite', 'F', 0, [data(bytesOf('3132'))]],
  ] as const)('%s', (_name, name, nth, told) => {
    expect(framesIn(vector(name, '<', nth))).toEqual(told);
  });

  test('the error frame is told from the beginning of a data frame by what follows', () => {
    for (const form of ['0000ffffff', '0000ffffff00']) {
      const stream = new Port100Stream();
      stream.push(bytesOf(form));
      expect(stream.next()).toBeNull();
      expect(stream.isDoubtful).toBe(true);
      expect(framesIn(bytesOf(form), ACK)).toEqual([error, ack]);
      expect(framesIn(bytesOf(form), vector('V1', '<'))).toEqual([error, data(bytesOf('d72b00'))]);
    }
    expect(framesIn(bytesOf('0000ff01ff7f8100'))).toEqual([error]);
    const stream = new Port100Stream();
    stream.push(bytesOf('0000ffffff0300'));
    expect(stream.isDoubtful).toBe(false);
  });

  test('nothing, and zeros between frames, are nothing', () => {
    expect(framesIn()).toEqual([]);
    expect(framesIn(bytesOf('00'), bytesOf('000000'))).toEqual([]);
    expect(framesIn(bytesOf('000000'), ACK, bytesOf('0000'), ACK)).toEqual([ack, ack]);
  });
});

describe('what is wrong', () => {
  test('garbage before a frame is skipped and told', () => {
    expect(framesIn(bytesOf('1234ff00'), ACK)).toEqual([{ is: 'ack', afterGarbage: true }]);
    expect(framesIn(bytesOf('12'), ACK, ACK)).toEqual([{ is: 'ack', afterGarbage: true }, ack]);
    expect(framesIn(bytesOf('123456'))).toEqual([{ is: 'damaged', afterGarbage: true }]);
  });

  test.each([
    ['length checksum', '0000ffffff0300fc d72b00fe00'],
    ['a length that no frame has', '0000ffffff ffff02 d72b00fe00'],
    ['payload checksum', '0000ffffff0300fd d72b00fd00'],
    ['end', '0000ffffff0300fd d72b00fe01'],
    ['short length checksum', '0000ff03fcd72b00fe00'],
    ['short length of nothing', '0000ff0000d72b00fe00'],
  ])('a frame with a wrong %s is damaged, and all after it is gone', (_what, hex) => {
    expect(framesIn(Buffer.concat([bytesOf(hex), ACK]))).toEqual([damaged]);
  });

  test('a frame inside of a damaged frame is not taken for one', () => {
    const inner = vector('V3', '<');
    const outer = encodeData(Buffer.concat([bytesOf('d705'), inner]));
    outer[outer.length - 2] = (outer.at(-2) ?? 0) ^ 0x01;
    expect(framesIn(outer)).toEqual([damaged]);
  });

  test('garbage that never ends is not kept', () => {
    const stream = new Port100Stream();
    for (let round = 0; round < 100; round += 1) {
      stream.push(new Uint8Array(1000).fill(0xaa));
      expect(stream.next()).toBeNull();
    }
    expect(stream.rest()).toEqual({ is: 'damaged', afterGarbage: true });
  });
});
