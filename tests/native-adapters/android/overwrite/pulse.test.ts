import { beforeEach, describe, expect, test } from 'vitest';
import { MOST_TORN_READS, Pulse } from '../../../../native-adapters/android/overwrite/pulse.ts';

const STALL_MS = 30_000;
const lost = expect.objectContaining({ code: 'overwriter.lost' });
const filled = (done: number) => ({ phase: 'fill', done }) as const;
const HOLD = { phase: 'hold', done: 9 } as const;
let now = 0;
let pulse: Pulse;
beforeEach(() => {
  now = 1_000;
  pulse = new Pulse(STALL_MS, () => now);
});

describe('a run that is followed', () => {
  test('lives as long as it gets on, however slowly', () => {
    const looks = Array.from({ length: 10 }, (_, at) => () => {
      now += STALL_MS;
      pulse.feel(filled(at), true);
    });
    for (const look of looks) expect(look).not.toThrow();
  });

  test('is lost when it has shown no progress for longer than the patience', () => {
    pulse.feel(filled(1), true);
    now += STALL_MS;
    expect(() => pulse.feel(filled(1), true)).not.toThrow();
    now += 1;
    expect(() => pulse.feel(filled(1), true)).toThrow(lost);
  });

  test('is not lost by a sampling that took longer than the patience, when it is seen before it has noticed its release', () => {
    pulse.feel(HOLD, true);
    now += STALL_MS * 3;
    pulse.startAnew();
    now += 200;
    expect(() => pulse.feel(HOLD, true)).not.toThrow();
  });

  test('is lost all the same when it does not get on after its release', () => {
    pulse.feel(HOLD, true);
    now += STALL_MS * 3;
    pulse.startAnew();
    now += STALL_MS + 1;
    expect(() => pulse.feel(HOLD, true)).toThrow(lost);
  });

  test('may have ended between two reads of one look, but not before the look that follows', () => {
    expect(() => pulse.feel(filled(1), false)).not.toThrow();
    expect(() => pulse.feel(filled(2), true)).not.toThrow();
    expect(() => pulse.feel(filled(3), false)).not.toThrow();
    expect(() => pulse.feel(filled(4), false)).toThrow(lost);
  });

  test('may be caught writing, but not always', () => {
    for (let look = 0; look < MOST_TORN_READS; look += 1) pulse.feel(null, true);
    expect(() => pulse.feel(filled(1), true)).not.toThrow();
    for (let look = 0; look < MOST_TORN_READS; look += 1) pulse.feel(null, true);
    expect(() => pulse.feel(null, true)).toThrow(lost);
  });

  test('that waits for the workstation is lost when it died or its record vanished', () => {
    pulse.feel(HOLD, true);
    pulse.startAnew();
    pulse.feel(HOLD, false);
    expect(() => pulse.feel(null, false)).toThrow(lost);
  });
});
