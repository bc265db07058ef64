import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADB_COMMAND,
  encodePacket,
  LARGEST_PAYLOAD_BYTES,
  type Packet,
  PacketReader,
  VERSION_WITH_CHECKSUM,
  VERSION_WITHOUT_CHECKSUM,
  WireError,
} from '../../../practice/wire/packet.ts';

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const packets = fc.record({
  command: fc.constantFrom(...Object.values(ADB_COMMAND)),
  arg0: u32,
  arg1: u32,
  payload: fc.uint8Array({ maxLength: 3000 }),
});

/** Cuts bytes into pieces whose sizes repeat the given ones. */
function* pieces(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  let offset = 0;
  for (let turn = 0; offset < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(offset, offset + size);
    offset += size;
  }
}

const plain = ({ command, arg0, arg1, payload }: Packet) => ({ command, arg0, arg1, payload: [...payload] });

describe('adb packets', () => {
  it('read back what was written, in whatever pieces it arrives', () => {
    fc.assert(
      fc.property(
        fc.array(packets, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 9 }),
        fc.constantFrom(VERSION_WITH_CHECKSUM, VERSION_WITHOUT_CHECKSUM),
        (sent, sizes, version) => {
          const reader = new PacketReader();
          const wire = Buffer.concat(sent.map((packet) => encodePacket(packet, version)));
          const received = [...pieces(wire, sizes)].flatMap((piece) => reader.push(piece));
          expect(received.map(plain)).toEqual(sent.map(plain));
        },
      ),
    );
  });

  it('give nothing for a truncated packet', () => {
    fc.assert(
      fc.property(packets, fc.nat(), (packet, cut) => {
        const wire = encodePacket(packet, VERSION_WITH_CHECKSUM);
        expect(new PacketReader().push(wire.subarray(0, cut % wire.length))).toEqual([]);
      }),
    );
  });

  it('refuse an overlong payload before it arrives', () => {
    const wire = Buffer.from(
      encodePacket({ command: ADB_COMMAND.WRTE, arg0: 1, arg1: 1, payload: new Uint8Array() }, 0),
    );
    wire.writeUInt32LE(LARGEST_PAYLOAD_BYTES + 1, 12);
    expect(() => new PacketReader().push(wire)).toThrow(WireError);
  });

  it('refuse garbage with a WireError and nothing else', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 200 }), (garbage) => {
        try {
          new PacketReader().push(garbage);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
          refused += 1;
        }
      }),
    );
    expect(refused).toBeGreaterThan(50);
  });

  it('carry the byte sum for old peers, and the inverted command', () => {
    const wire = Buffer.from(
      encodePacket(
        { command: ADB_COMMAND.OKAY, arg0: 7, arg1: 9, payload: Uint8Array.of(1, 2, 255) },
        VERSION_WITH_CHECKSUM,
      ),
    );
    expect(wire.toString('hex')).toBe('4f4b41590700000009000000030000000201' + '0000' + 'b0b4bea6' + '0102ff');
  });
});
