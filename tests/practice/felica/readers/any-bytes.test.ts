import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../../practice/felica/chips/bytes.ts';
import { VirtualRcS300 } from '../../../../practice/felica/readers/virtual-rc-s300.ts';
import { VirtualRcS380 } from '../../../../practice/felica/readers/virtual-rc-s380.ts';
import type { VirtualReader } from '../../../../practice/felica/readers/virtual-reader.ts';
import * as wire from '../../../fixtures/felica-wire.ts';
import { calmField, VECTOR_SYSTEMS, vectorCard } from '../card-of-vectors.ts';
import { ask, packets } from './reader-line.ts';

const ACK = '0000ff00ff00';

function readers(): readonly (readonly [VirtualReader, string, string])[] {
  const parts = { field: calmField(vectorCard(VECTOR_SYSTEMS)), serial: '1' };
  const [, firmware] = wire.START_380;
  const [start] = wire.START_300;
  return [
    [new VirtualRcS380(parts), firmware?.command ?? '', ACK + firmware?.answer],
    [new VirtualRcS300(parts), start?.command ?? '', start?.answer ?? ''],
  ];
}

describe('a virtual reader', () => {
  it('survives any bytes, sends no packet that is too long, and answers again when the line is clean', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 6 }), (transfers) => {
        for (const [reader, command, answer] of readers()) {
          for (const bytes of transfers) reader.receive(bytes);
          expect(packets(reader).every((packet) => packet.length <= 128)).toBe(true);
          reader.unplug();
          reader.plug();
          expect(ask(reader, command)).toBe(answer);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same answers however the transfers are cut', () => {
    const commands = [...wire.START_300, ...wire.CARD_300].map(({ command }) => bytesOf(command));
    const all = Uint8Array.from(commands.flatMap((bytes) => [...bytes]));
    const expected = [...wire.START_300, ...wire.CARD_300].map(({ answer }) => answer).join('');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 30 }), (cuts) => {
        const reader = new VirtualRcS300({ field: calmField(vectorCard(VECTOR_SYSTEMS)), serial: '1' });
        let at = 0;
        for (let turn = 0; at < all.length; turn += 1) {
          const next = at + (cuts[turn % cuts.length] ?? 1);
          reader.receive(all.subarray(at, next));
          at = next;
        }
        expect(packets(reader).join('')).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
