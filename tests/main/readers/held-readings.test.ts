import { describe, expect, it } from 'vitest';
import { readerId, recordId } from '../../../domain/ids.ts';
import { HeldReadings } from '../../../main/readers/held-readings.ts';
import { NUMBER_A, readingOf } from './reader-doubles.ts';

const LEFT = readerId('usb:1-1');
const RIGHT = readerId('usb:1-2');

describe('held readings', () => {
  it('are found by reader and id, and by no other reader', () => {
    const held = new HeldReadings();
    const { id } = held.keep(LEFT, readingOf(NUMBER_A), 5);
    expect(held.get(LEFT, id)).toMatchObject({ id, reader: LEFT, atMs: 5, record: null, fresh: { idm: NUMBER_A } });
    expect(() => held.get(RIGHT, id)).toThrow('chip.reading-gone');
    expect(() => held.get(LEFT, 'another')).toThrow('chip.reading-gone');
    expect(id).not.toContain(NUMBER_A.slice(-4));
  });

  it('go after twenty newer ones, but for the newest of each reader', () => {
    const held = new HeldReadings();
    const only = held.keep(RIGHT, readingOf(NUMBER_A), 0);
    const many = Array.from({ length: 22 }, (_, at) => held.keep(LEFT, readingOf(NUMBER_A), at));
    expect(held.get(RIGHT, only.id)).toEqual(only);
    expect(held.newest(LEFT)?.id).toBe(many.at(-1)?.id);
    expect(() => held.get(LEFT, many[0]?.id ?? '')).toThrow('chip.reading-gone');
    expect(held.get(LEFT, many[1]?.id ?? '')).toEqual(many[1]);
  });

  it('belong to one record only', () => {
    const held = new HeldReadings();
    const { id } = held.keep(LEFT, readingOf(NUMBER_A), 0);
    held.bind(LEFT, id, recordId('HK-1'));
    expect(held.get(LEFT, id).record).toBe('HK-1');
    expect(() => held.bind(LEFT, id, recordId('HK-1'))).toThrow('chip.already-bound');
    expect(() => held.bind(RIGHT, id, recordId('HK-2'))).toThrow('chip.reading-gone');
  });
});
