import { describe, expect, it } from 'vitest';
import type { RfAnswer } from '../../../../domain/reader.ts';
import { senseChip } from '../../../../native-adapters/felica/chip/sense-chip.ts';
import { toHex } from '../../../../native-adapters/felica/protocol/bytes.ts';
import { EMPTIED, SimpleChip, SimpleReader } from './simple-chip.ts';

const never = new AbortController().signal;

describe('sensing', () => {
  it('is one poll, and shows the number without its system', async () => {
    const chip = new SimpleChip({ ...EMPTIED, idm: '0139000000000001' });
    const reader = new SimpleReader(chip, ({ answer }) =>
      answer.is === 'answer' ? { is: 'answer', frame: answer.frame.with(2, 0x31) } : answer,
    );
    expect(await senseChip(reader, never)).toEqual({ is: 'one', idm: '0139000000000001' });
    expect(reader.frames.map(toHex)).toEqual(['0600ffff0103']);
  });

  it.each<[RfAnswer, string]>([
    [{ is: 'silent' }, 'nothing'],
    [{ is: 'collision' }, 'several'],
    [{ is: 'noise' }, 'unclear'],
    [{ is: 'answer', frame: Uint8Array.of(3, 1, 0) }, 'unclear'],
  ])('tells %o as %s', async (answer, is) => {
    expect(await senseChip(new SimpleReader({ answer: () => answer }), never)).toEqual({ is });
  });
});
