import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChipVerdict } from '../../../../domain/chip-verdict.ts';
import type { RfAnswer } from '../../../../domain/reader.ts';
import { readParts } from './reading-of.ts';
import { area, CARD, CONTAINER, EMPTIED, ROOT, SimpleChip, type SimpleParts, service, USED } from './simple-chip.ts';

describe('more than one chip', () => {
  const other = new SimpleChip({ ...EMPTIED, idm: '0139000000000002' });

  it('ends the reading when answers collide', async () => {
    const { reading } = await readParts(EMPTIED, ({ index, answer }) => (index === 1 ? { is: 'collision' } : answer));
    expect(reading.troubles).toEqual(['several-chips']);
    expect(reading.frames).toBe(2);
  });

  it.each([1, 3, 6, 9, 20])('is told from one in its place, from frame %i on', async (from) => {
    const both = await readParts(EMPTIED, ({ index, frame, answer }) =>
      index >= from && index % 2 === 1 && frame[1] === 0 ? other.answer(frame) : answer,
    );
    expect(both.reading.troubles).toContain('several-chips');
    const swapped = await readParts(EMPTIED, ({ index, frame, answer }) =>
      index < from ? answer : other.answer(frame),
    );
    expect(swapped.reading.troubles).toContain('chip-changed');
  });

  it('a card in the case spoils the reading of an emptied phone', async () => {
    const card = new SimpleChip(CARD);
    const { reading } = await readParts(EMPTIED, ({ frame, answer }) =>
      answer.is === 'silent' ? card.answer(frame) : answer,
    );
    expect(reading.troubles).toContain('several-chips');
  });

  it('one chip under another number at the end is another chip', async () => {
    const { reading } = await readParts(EMPTIED, ({ frame, index, answer }) => {
      if (frame[1] !== 0 || frame[2] !== 0xff || index < 5 || answer.is !== 'answer') return answer;
      return { is: 'answer', frame: answer.frame.with(2, 0x21) };
    });
    expect(reading.troubles).toEqual(['chip-changed']);
  });
});

describe('whatever frame it happens at', async () => {
  const whole = await readParts(EMPTIED);
  const every = Array.from({ length: whole.reading.frames }, (_unused, index) => index);
  /** The container's own number is no address: eight other bytes are as good. */
  const isHarmless = (at: number, what: string): boolean => {
    const code = whole.log.filter((line) => line.startsWith('=> '))[at]?.slice(5, 7);
    return code === '70' && what === 'an answer of the other system';
  };

  it('a chip that leaves is never read as a whole one', async () => {
    for (const from of every) {
      const { reading } = await readParts(EMPTIED, ({ index, answer }) => (index < from ? answer : { is: 'silent' }));
      expect(reading.troubles, `from ${from}`).not.toEqual([]);
      if (from > 0) expect(reading.troubles, `from ${from}`).toContain('chip-lost');
    }
  });

  it.each<[string, (frame: Uint8Array) => Uint8Array]>([
    ['noise of the right length', (frame) => frame.map((byte, at) => (at === 0 ? byte : byte ^ 0x5a))],
    ['a cut answer', (frame) => frame.subarray(0, -1)],
    ['nothing at all', () => new Uint8Array()],
    ['another command', (frame) => frame.with(1, 0x09)],
    ['an answer of the other system', (frame) => frame.with(2, (frame[2] ?? 0) ^ 0xf0)],
  ])('%s is never part of a whole reading', async (what, spoil) => {
    for (const at of every) {
      let isSpoilt = false;
      const { reading } = await readParts(EMPTIED, ({ index, answer }) => {
        if (index !== at || answer.is !== 'answer') return answer;
        isSpoilt = true;
        return { is: 'answer', frame: spoil(answer.frame) };
      });
      if (isSpoilt && !isHarmless(at, what)) expect(reading.troubles, `at ${at}`).not.toEqual([]);
    }
  });

  it('a collision ends it', async () => {
    for (const at of every) {
      const { reading } = await readParts(EMPTIED, ({ index, answer }) =>
        index === at ? { is: 'collision' } : answer,
      );
      expect(reading.troubles, `at ${at}`).toContain('several-chips');
      expect(reading.frames).toBe(at + 1);
    }
  });
});

describe('a chip that is not empty', () => {
  const held: readonly SimpleParts[] = [
    USED,
    {
      systems: new Map([
        [0xfe00, [ROOT, area(0x4a40, 0x4b7f)]],
        [0xfe0f, CONTAINER],
      ]),
    },
    {
      systems: new Map([
        [0xfe00, [ROOT]],
        [0xfe0f, [...CONTAINER, service(0xb088)]],
      ]),
    },
    { systems: new Map([...EMPTIED.systems, [0x8008, [ROOT]]]) },
    { ...CARD, idm: '0139000000000009' },
  ];
  const spoil = (answer: RfAnswer, how: number): RfAnswer => {
    if (how === 1) return { is: 'silent' };
    if (how === 2) return { is: 'noise' };
    if (how === 3) return { is: 'collision' };
    if (answer.is !== 'answer' || how === 0) return answer;
    return { is: 'answer', frame: how === 4 ? answer.frame.subarray(0, -2) : answer.frame.with(1, 0x0b) };
  };

  it('is never EMPTY, whatever happens to its answers', async () => {
    const rare = fc.integer({ min: 0, max: 60 }).map((how) => (how <= 5 ? how : 0));
    const often = fc.integer({ min: 0, max: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...held),
        fc.array(fc.oneof(rare, often), { minLength: 60, maxLength: 120 }),
        async (parts, hows) => {
          const { reading } = await readParts(parts, ({ index, answer }) => spoil(answer, hows[index] ?? 0));
          expect(ChipVerdict.of(reading, null).state).not.toBe('EMPTY');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('would be EMPTY if it were', async () => {
    expect(ChipVerdict.of((await readParts(EMPTIED)).reading, null).state).toBe('EMPTY');
  });
});
