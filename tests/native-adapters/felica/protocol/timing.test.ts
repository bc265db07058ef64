import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../../native-adapters/felica/protocol/bytes.ts';
import { pollingMs, responseMs, type TimingGroup, waitMs } from '../../../../native-adapters/felica/protocol/timing.ts';

const PHONE = fromHex('100B4B428485D0FF');
const LITE_S = fromHex('00F1000000014300');

describe('the time that a chip says it needs', () => {
  it.each<[string, Uint8Array, TimingGroup, number, number]>([
    ['Request Service, 1 node', PHONE, 'nodes', 1, 7.25],
    ['Request Service, 32 nodes', PHONE, 'nodes', 32, 82.16],
    ['fixed', PHONE, 'fixed', 1, 3.62],
    ['read of 1', PHONE, 'reads', 1, 33.83],
    ['read of 12', PHONE, 'reads', 12, 86.99],
    ['write of 1', PHONE, 'writes', 1, 77.33],
    ['Lite-S, read of 1', LITE_S, 'reads', 1, 0.91],
    ['Lite-S, read of 4', LITE_S, 'reads', 4, 1.81],
    ['Lite-S, write of 1', LITE_S, 'writes', 1, 6.04],
  ])('is as computed by hand: %s', (...[, pmm, group, units, ms]) => {
    expect(responseMs(pmm, group, units)).toBeCloseTo(ms, 1);
  });

  it('is not told where a zero byte says that the commands are unknown', () => {
    expect(responseMs(LITE_S, 'nodes', 1)).toBeNull();
    expect(responseMs(LITE_S, 'fixed', 1)).toBeNull();
    expect(responseMs(LITE_S, 'other', 1)).toBeNull();
  });

  it('takes the longer of two bytes where the sources differ, and the only one where one is zero', () => {
    expect(responseMs(fromHex('0018000100000002'), 'other', 1)).toBeCloseTo((3 * 4096) / 13_560, 3);
    expect(responseMs(fromHex('0018000700000002'), 'other', 1)).toBeCloseTo((8 * 4096) / 13_560, 3);
    expect(responseMs(fromHex('0018000000000002'), 'other', 1)).toBeCloseTo((3 * 4096) / 13_560, 3);
  });

  it('counts time slots as the standard does', () => {
    expect(pollingMs(0)).toBeCloseTo(3.625, 2);
    expect(pollingMs(3)).toBeCloseTo(3.625 + 3 * 1.208, 2);
    expect(pollingMs(15)).toBeCloseTo(3.625 + 15 * 1.208, 2);
  });

  it('gets a margin and a floor', () => {
    expect(waitMs(null)).toBe(20);
    expect(waitMs(0.91)).toBe(20);
    expect(waitMs(10.5)).toBe(21);
    expect(waitMs(82.16)).toBe(93);
  });
});
