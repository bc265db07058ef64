import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asWorkstationError } from '../../../domain/errors.ts';
import type { RfAnswer } from '../../../domain/reader.ts';
import { FAMILIES, openPlayed, type PlayedReader, POLL } from './played-readers.ts';
import { withSeq } from './readers/rc-s300/port400-script.ts';
import { ACK } from './readers/rc-s380/port100-script.ts';
import { allVectors, bytesOf, hexOf, vector } from './vectors.ts';

const signal = new AbortController().signal;
const CATALOGUED = ['reader.hung', 'reader.protocol', 'reader.busy', 'reader.session-taken', 'reader.hot'];
// One exchange: three tries on the air of three at the reader each, with a second of waiting and a drain in each.
const MOST_CALLS = 5000;
const MOST_MS = 120_000;
const SOUND = { idm: '0139000000000001', frame: bytesOf('1201013900000000000101180b4142434445') };
const [rcS380, rcS300] = FAMILIES;
if (rcS380 === undefined || rcS300 === undefined) throw new Error('two families');

type Transfers = readonly Uint8Array[];
const answersTo = (prefix: string): Transfers =>
  allVectors()
    .filter(({ name, way, bytes }) => way === '<' && name.startsWith('W') === (prefix === 'W') && bytes.length > 6)
    .map(({ bytes }) => bytes);

/** A reader on which each InCommRF or exchange brings what `next` says, and everything else what it should. */
async function fuzzed(
  family: (typeof FAMILIES)[number],
  next: (sound: Transfers, frame: Uint8Array) => Transfers,
): Promise<PlayedReader> {
  const isExchange = (frame: Uint8Array): boolean =>
    family.model === 'rc-s380' ? frame[9] === 0x04 && frame.length > 6 : hexOf(frame.slice(10, 14)) === 'ff500001';
  return openPlayed(
    family,
    () => SOUND.frame,
    (sound, frame) => (isExchange(frame) ? next(sound, frame) : sound),
  );
}

/** One exchange that must end in bounds; what it became. */
async function outcome({ reader, transport, clock }: PlayedReader): Promise<string> {
  const { calls } = transport;
  transport.mostCalls = calls + MOST_CALLS;
  const startedAt = clock.now();
  const told: RfAnswer | string = await reader
    .exchange(POLL, 10, signal)
    .catch((error) => asWorkstationError(error).code);
  expect(clock.now() - startedAt).toBeLessThan(MOST_MS);
  if (typeof told === 'string') expect(CATALOGUED).toContain(told);
  return typeof told === 'string' ? told : told.is === 'answer' ? hexOf(told.frame) : told.is;
}

const flips = (bytes: Uint8Array): Transfers =>
  Array.from({ length: bytes.length * 8 }, (_nothing, bit) => {
    const copy = Uint8Array.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return copy;
  });
const cuts = (bytes: Uint8Array): Transfers =>
  Array.from({ length: bytes.length }, (_nothing, at) => bytes.slice(0, at));

describe('RC-S380: every answer of the fixture in place of the answer to a poll', () => {
  const answers = answersTo('V');
  const airFrame = (answer: Uint8Array): string | null =>
    hexOf(answer.slice(8, 14)) === 'd70500000000' ? hexOf(answer.slice(15, -2)) : null;

  test('whole, it is that answer or no answer', async () => {
    expect(answers.length).toBe(39);
    for (const answer of answers) {
      const told = await outcome(await fuzzed(rcS380, () => [ACK, answer]));
      const isAnswer = airFrame(answer) !== null;
      expect(told === airFrame(answer)).toBe(isAnswer);
    }
  });

  test.each([
    ['cut at every place', cuts],
    ['with each bit turned', flips],
  ])('%s in every try, it never is an answer', async (_name, spoil) => {
    let spoilt: Uint8Array = ACK;
    const reader = await fuzzed(rcS380, () => [ACK, spoilt]);
    const seen = new Set<string>();
    for (const answer of answers) {
      for (const bad of spoil(answer)) {
        spoilt = bad;
        seen.add(await outcome(reader));
      }
    }
    // A silence with a turned bit is no silence either.
    expect([...seen].sort()).toEqual(spoil === cuts ? ['reader.hung', 'reader.protocol'] : ['reader.protocol']);
  });

  test.each([
    ['cut at every place', cuts],
    ['with each bit turned', flips],
  ])('%s once, it is asked for again', async (_name, spoil) => {
    let spoilt: Uint8Array | null = null;
    const reader = await fuzzed(rcS380, (sound) => {
      const bad = spoilt;
      spoilt = null;
      return bad === null ? sound : [ACK, bad];
    });
    for (const bad of spoil(vector('V3', '<'))) {
      spoilt = bad;
      expect(await outcome(reader)).toBe(hexOf(SOUND.frame));
    }
  });

  test('with each bit of the ACK turned, and cut, what comes is right or nothing', async () => {
    let spoilt: Uint8Array = ACK;
    const reader = await fuzzed(rcS380, (sound) => [spoilt, ...sound.slice(1)]);
    for (const bad of [...flips(ACK), ...cuts(ACK)]) {
      spoilt = bad;
      expect([hexOf(SOUND.frame), 'reader.protocol', 'reader.hung']).toContain(await outcome(reader));
    }
  });
});

describe('RC-S300: every answer of the fixture in place of the answer to a poll', () => {
  const answers = answersTo('W');
  // The messages carry no checksum, so a turned bit inside is what the reader said; what is told was at least sent.
  test.each([
    ['whole', (bytes: Uint8Array) => [bytes]],
    ['cut at every place', cuts],
    ['with each bit turned', flips],
  ])('%s, it ends, and a frame that is told was in it', async (_name, spoil) => {
    let spoilt: Uint8Array = new Uint8Array();
    const reader = await fuzzed(rcS300, (_sound, frame) => [
      spoilt.length > 6 ? keepFlip(spoilt, frame[6] ?? 0) : spoilt,
    ]);
    let count = 0;
    for (const answer of answers) {
      for (const bad of spoil(answer)) {
        spoilt = bad;
        count += 1;
        const told = await outcome(reader);
        const isWord = ['silent', 'noise', ...CATALOGUED].includes(told);
        if (isWord) continue;
        expect(hexOf(bad)).toContain(told);
        expect(Number.parseInt(told.slice(0, 2), 16)).toBe(told.length / 2);
        expect(spoil).not.toBe(cuts);
      }
    }
    expect(count).toBeGreaterThanOrEqual(answers.length);
  });

  /** Under the number that is due, or as far from it as it was spoilt. */
  function keepFlip(bad: Uint8Array, seq: number): Uint8Array {
    const original = answers.find(
      (answer) => answer.length === bad.length && hexOf(answer.slice(7)) === hexOf(bad.slice(7)),
    );
    return withSeq(bad, seq ^ ((original?.[6] ?? bad[6] ?? 0) ^ (bad[6] ?? 0)));
  }
});

describe.each(FAMILIES)('$model, whatever comes', (family) => {
  const noise = fc.array(fc.uint8Array({ minLength: 1, maxLength: 80 }), { maxLength: 12 });

  test('split at random, merged with the next and late ones, with garbage before: right or no answer, and in bounds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (garbage, sizes, isDoubled) => {
          const reader = await fuzzed(family, (sound) => {
            const all = Buffer.concat([garbage, ...sound, ...(isDoubled ? sound : [])]);
            const transfers: Uint8Array[] = [];
            for (let at = 0, turn = 0; at < all.length; turn += 1) {
              const size = sizes[turn % sizes.length] ?? 1;
              transfers.push(Uint8Array.from(all.subarray(at, at + size)));
              at += size;
            }
            return transfers;
          });
          const told = await outcome(reader);
          expect([hexOf(SOUND.frame), 'reader.protocol', 'reader.hung', 'reader.busy']).toContain(told);
          if (garbage.length === 0) expect(told).toBe(hexOf(SOUND.frame));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('pure noise is never an answer', async () => {
    await fc.assert(
      fc.asyncProperty(noise, async (transfers) => {
        const told = await outcome(await fuzzed(family, () => transfers));
        expect(['reader.hung', 'reader.protocol']).toContain(told);
      }),
      { numRuns: 300 },
    );
  });

  test('a reader that never stops talking is given up', async () => {
    const babble = new Uint8Array(64).fill(0x83);
    for (const size of [1, 64]) {
      const told = await outcome(await fuzzed(family, () => Array.from({ length: 4500 }, () => babble.slice(0, size))));
      expect(told).toBe('reader.protocol');
    }
  });
});
