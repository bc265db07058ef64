import { describe, expect, it } from 'vitest';
import { ChipVerdict } from '../../../../domain/chip-verdict.ts';
import { readChip } from '../../../../native-adapters/felica/chip/read-chip.ts';
import { never, read, readParts } from './reading-of.ts';
import { area, EMPTIED, type Happening, SimpleChip, SimpleReader } from './simple-chip.ts';

/** The chip is out of the field for so many frames, and has forgotten afterwards which system was called. */
function awayFor(from: number, frames: number): Happening {
  let isForgotten = false;
  return ({ index, frame, answer }) => {
    if (index >= from && index < from + frames) isForgotten = true;
    else if (frame[1] === 0) isForgotten = false;
    return isForgotten ? { is: 'silent' } : answer;
  };
}

describe('a chip that does not tell all', () => {
  it.each([0x02, 0x1a, 0x1e])(
    'takes the silence of a chip that knows a command for something not known: %i',
    async (code) => {
      const { reading } = await readParts({ ...EMPTIED, deaf: [code] });
      expect(reading.troubles).toEqual(['walk-incomplete']);
      expect(ChipVerdict.of(reading, null).state).toBe('UNKNOWN');
    },
  );

  it('is never EMPTY where a chip that keeps something from its search is away for a while, whenever and however long', async () => {
    const hidden = new Map([[0xfe00, [area(0x1000, 0x173f)]]]);
    const { reading: whole } = await readParts({ ...EMPTIED, hidden });
    for (let from = 0; from < whole.frames; from += 1) {
      for (const frames of [1, 2, 3, 4, 6, 9, 12]) {
        const { reading } = await readParts({ ...EMPTIED, hidden }, awayFor(from, frames));
        expect(ChipVerdict.of(reading, null).state, `${frames} frames from ${from}`).not.toBe('EMPTY');
      }
    }
  });
});

describe('a reading that would not end', () => {
  it('ends with a chip whose structure never ends', async () => {
    const reader = new SimpleReader(new SimpleChip(EMPTIED), ({ frame, answer }) => {
      if (frame[1] !== 0x0a) return answer;
      const [low = 0, high = 0] = frame.subarray(10);
      const node = low === 0 && high === 0 ? [0, 0, 0xfe, 0xff] : [low, high];
      return { is: 'answer', frame: Uint8Array.of(10 + node.length, 0x0b, ...frame.subarray(2, 10), ...node) };
    });
    const { reading } = await read(reader);
    expect(reading.troubles).toContain('walk-incomplete');
    expect(reader.frames.length).toBeLessThan(9_000);
  });

  it('ends with a chip that takes too long, and says so; what it did not tell is not known', async () => {
    let ms = 0;
    const going = (by: number) => (): Date => {
      ms += by;
      return new Date(ms);
    };
    const now = going(1_000);
    const reader = new SimpleReader(new SimpleChip(EMPTIED));
    const { reading } = await readChip(reader, { scan: 'full', signal: never, now });
    expect(reading.troubles).toContain('took-too-long');
    expect(reader.frames.length).toBeLessThan((await readParts(EMPTIED)).reading.frames);
    expect(ChipVerdict.of(reading, null)).toMatchObject({ state: 'UNKNOWN' });
    // A clock that stands, or goes back, hurries nobody.
    const back = await readChip(new SimpleReader(new SimpleChip(EMPTIED)), {
      scan: 'full',
      signal: never,
      now: going(-1_000),
    });
    expect(back.reading.troubles).toEqual([]);
  });

  it('walks no more systems than a chip can have, and says that there were more', async () => {
    const list = Array.from({ length: 60 }, (_unused, at) => 0x4000 + at);
    const { reading } = await readParts({ ...EMPTIED, list });
    expect(reading.troubles).toContain('walk-incomplete');
    expect(reading.systems.filter(({ seenBy }) => seenBy === 'list')).toHaveLength(16);
    expect(reading.frames).toBeLessThan(250);
    const most = await readParts({ ...EMPTIED, list: [0xfe00, 0xfe0f, ...Array.from({ length: 30 }, () => 0xffff)] });
    expect(most.reading.troubles).toEqual([]);
  });
});
