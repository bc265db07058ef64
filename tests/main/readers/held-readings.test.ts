import { describe, expect, it } from 'vitest';
import { readerId, recordId } from '../../../domain/ids.ts';
import { HeldReadings } from '../../../main/readers/held-readings.ts';
import { NUMBER_A, readingOf } from './reader-doubles.ts';

const LEFT = readerId('usb:1-1');
const RIGHT = readerId('usb:1-2');

describe('held readings', () => {
  it('are found by reader and id, and by no other reader', () => {
    const held = new HeldReadings();
    const { id } = held.keep(LEFT, readingOf(NUMBER_A), 5, 5);
    expect(held.get(LEFT, id)).toMatchObject({ id, reader: LEFT, atMs: 5, record: null, fresh: { idm: NUMBER_A } });
    expect(() => held.get(RIGHT, id)).toThrow('chip.reading-gone');
    expect(() => held.get(LEFT, 'another')).toThrow('chip.reading-gone');
    expect(id).not.toContain(NUMBER_A.slice(-4));
  });

  it('go after twenty newer ones, but for the newest of each reader', () => {
    const held = new HeldReadings();
    const only = held.keep(RIGHT, readingOf(NUMBER_A), 0, 0);
    const many = Array.from({ length: 22 }, (_, at) => held.keep(LEFT, readingOf(NUMBER_A), at, at));
    expect(held.get(RIGHT, only.id)).toEqual(only);
    expect(held.newest(LEFT)?.id).toBe(many.at(-1)?.id);
    expect(() => held.get(LEFT, many[0]?.id ?? '')).toThrow('chip.reading-gone');
    expect(held.get(LEFT, many[1]?.id ?? '')).toEqual(many[1]);
  });

  it('tell that the clock was changed when their age by it is another than by a clock that nobody sets', () => {
    const held = new HeldReadings();
    const fresh = readingOf(NUMBER_A);
    const begunMs = Date.parse(fresh.reading.startedAt);
    const { id } = held.keep(LEFT, fresh, begunMs + 500, 7_000);
    const isMoved = (ageMs: number, steadyAgeMs: number): boolean =>
      held.hasClockMoved(LEFT, id, { nowMs: begunMs + ageMs, steadyMs: 7_000 + steadyAgeMs });
    expect([isMoved(500, 500), isMoved(600_000, 600_900), isMoved(600_000, 597_500)]).toEqual([false, false, false]);
    // Set on, set back, and set back to before the reading.
    expect([isMoved(604_000, 600_000), isMoved(590_000, 600_000), isMoved(-5_000, 600_000)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(() => held.hasClockMoved(RIGHT, id, { nowMs: 0, steadyMs: 0 })).toThrow('chip.reading-gone');
  });

  it('belong to one record only', () => {
    const held = new HeldReadings();
    const { id } = held.keep(LEFT, readingOf(NUMBER_A), 0, 0);
    held.bind(LEFT, id, recordId('HK-1'));
    expect(held.get(LEFT, id).record).toBe('HK-1');
    expect(() => held.bind(LEFT, id, recordId('HK-1'))).toThrow('chip.already-bound');
    expect(() => held.bind(RIGHT, id, recordId('HK-2'))).toThrow('chip.reading-gone');
  });
});
