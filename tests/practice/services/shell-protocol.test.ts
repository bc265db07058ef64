import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeShellPacket, SHELL_ID, ShellPacketReader } from '../../../practice/services/shell-protocol.ts';

describe('packets of the shell v2 protocol', () => {
  it('look as the real adb sends them', () => {
    expect(Buffer.from(encodeShellPacket(SHELL_ID.EXIT, Uint8Array.of(7))).toString('hex')).toBe('030100000007');
    expect(Buffer.from(encodeShellPacket(SHELL_ID.STDERR, Buffer.from('oops\n'))).toString('hex')).toBe(
      '02050000006f6f70730a',
    );
  });

  it('read back what was written, in whatever pieces', () => {
    const packet = fc.record({ id: fc.integer({ min: 0, max: 5 }), data: fc.uint8Array({ maxLength: 300 }) });
    fc.assert(
      fc.property(fc.array(packet), fc.integer({ min: 1, max: 50 }), (sent, size) => {
        const wire = Buffer.concat(sent.map(({ id, data }) => encodeShellPacket(id, data)));
        const reader = new ShellPacketReader();
        const got: { id: number; data: number[] }[] = [];
        for (let at = 0; at < wire.length; at += size) {
          for (const { id, data } of reader.push(wire.subarray(at, at + size))) got.push({ id, data: [...data] });
        }
        expect(got).toEqual(sent.map(({ id, data }) => ({ id, data: [...data] })));
      }),
    );
  });
});
