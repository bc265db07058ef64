import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf } from '../../../practice/felica/chips/bytes.ts';
import { phoneChip, transitCard } from '../../../practice/felica/chips/new-chip.ts';
import { EMPTY_PHONE } from '../../../practice/felica/chips/structures.ts';
import { makePracticeChip } from '../../../practice/felica/practice-chips.ts';
import { CALM_AIR, RadioField } from '../../../practice/felica/radio-field.ts';
import { SeededRandom } from '../../../practice/random.ts';

const POLL = bytesOf('0600ffff0100');
const POLL_FOUR_SLOTS = bytesOf('0600ffff0103');

function fieldWith(seed = 'field'): RadioField {
  return new RadioField(new SeededRandom(seed));
}

function outcomes(field: RadioField, frame: Uint8Array, times: number): Map<string, number> {
  const seen = new Map<string, number>();
  for (let turn = 0; turn < times; turn += 1) {
    const answer = field.exchange(frame, 50);
    const what = answer.is === 'answer' ? hexOf(answer.frame.subarray(2, 10)) : answer.is;
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  return seen;
}

describe('the field of a reader', () => {
  it('lets two chips collide without time slots, and take turns with them', () => {
    const field = fieldWith();
    field.lay(makePracticeChip('two-cards', new SeededRandom('two')));
    expect([...outcomes(field, POLL, 20).keys()]).toEqual(['collision']);
    const turns = outcomes(field, POLL_FOUR_SLOTS, 60);
    expect(turns.size).toBe(3);
    expect(turns.get('collision')).toBeGreaterThan(5);
  });

  it('carries a command to the chip that it names, whatever lies beside it', () => {
    const field = fieldWith();
    const scene = makePracticeChip('two-cards', new SeededRandom('two'));
    field.lay(scene);
    const [phone] = scene.chips;
    const idm = hexOf(phone?.blueprint.idm ?? new Uint8Array());
    const answer = field.exchange(bytesOf(`0a04${idm}`), 50);
    expect(answer.is === 'answer' && hexOf(answer.frame)).toBe(`0b05${idm}00`);
  });

  it('loses and spoils answers by the seed when the phone lies badly, and never changes one', () => {
    const run = (seed: string): Map<string, number> => {
      const field = fieldWith(seed);
      field.lay(makePracticeChip('flaky', new SeededRandom('flaky')));
      return outcomes(field, POLL, 400);
    };
    const seen = run('one');
    expect([...seen.keys()].toSorted().slice(-2)).toEqual(['noise', 'silent']);
    expect(seen.size).toBe(3);
    expect(seen.get('noise')).toBeGreaterThan(8);
    expect(seen.get('silent')).toBeGreaterThan(16);
    expect(run('one')).toEqual(seen);
    expect(run('two')).not.toEqual(seen);
  });

  it('does not hear what comes later than it listened', () => {
    const field = fieldWith();
    const chip = phoneChip(new SeededRandom('slow'), 0x18, EMPTY_PHONE);
    field.lay({ chips: [chip], temper: CALM_AIR });
    chip.extraMs = 30;
    expect(field.exchange(POLL, 10).is).toBe('silent');
    expect(field.exchange(POLL, 40).is).toBe('answer');
  });

  it('tells that the reader is too hot', () => {
    const field = fieldWith();
    field.lay(makePracticeChip('hot-reader', new SeededRandom('hot')));
    expect(field.exchange(POLL, 50).is).toBe('hot');
  });

  it('starts a chip anew when it was switched off and on', () => {
    const field = fieldWith();
    const chip = phoneChip(new SeededRandom('anew'), 0x18, EMPTY_PHONE);
    field.lay({ chips: [chip], temper: CALM_AIR });
    const idm = hexOf(chip.blueprint.idm);
    field.exchange(bytesOf('0600fe0f0000'), 50);
    expect(field.exchange(bytesOf(`0a04${idm}`), 50).is).toBe('silent');
    field.switch(false);
    expect(field.exchange(bytesOf(`0a04${idm}`), 50).is).toBe('answer');
  });

  it('exchanges what lies there after so many frames', () => {
    const field = fieldWith();
    const first = phoneChip(new SeededRandom('first'), 0x18, EMPTY_PHONE);
    const second = transitCard(new SeededRandom('second'));
    field.lay({ chips: [first], temper: CALM_AIR });
    field.swapAfter(2, { chips: [second], temper: CALM_AIR });
    const seen = [...outcomes(field, POLL, 5)];
    expect(seen).toEqual([
      [hexOf(first.blueprint.idm), 2],
      [hexOf(second.blueprint.idm), 3],
    ]);
  });
});
