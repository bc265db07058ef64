import { describe, expect, test } from 'vitest';
import { CHIP_TROUBLES, type ChipReading, type ChipSystem } from '../../domain/chip.ts';
import { ChipVerdict } from '../../domain/chip-verdict.ts';
import { area, chipOf, emptyReading, PHONE_ICS, root, service, system } from './sample-chip.ts';

type Change = (reading: ChipReading) => ChipReading;
const change = (name: string, apply: Change): readonly [string, Change] => [name, apply];
const eachSystem =
  (at: number, apply: (one: ChipSystem) => ChipSystem): Change =>
  (reading) => ({
    ...reading,
    systems: reading.systems.map((one, index) => (index === at ? apply(one) : one)),
  });

// Every single thing that could be otherwise in the reading of an emptied phone.
const mutations: readonly (readonly [string, Change])[] = [
  ...CHIP_TROUBLES.map((trouble) => change(`trouble ${trouble}`, (r) => ({ ...r, troubles: [trouble] }))),
  change('only the poll for iPhones', (r) => ({ ...r, scan: 'iphone' })),
  change('no chip', (r) => ({ ...r, chip: null })),
  ...Array.from({ length: 256 }, (_, ic) => ic)
    .filter((ic) => !PHONE_ICS.includes(ic) && !(ic >= 0x10 && ic <= 0x15) && !(ic >= 0x17 && ic <= 0x1f))
    .map((ic) => change(`IC ${ic}`, (r) => ({ ...r, chip: chipOf('phone', ic) }))),
  ...(['card', 'host-emulation', 'unlisted'] as const).map((kind) =>
    change(`a ${kind}`, (r) => ({ ...r, chip: chipOf(kind, 0x18) })),
  ),
  change('another IC than its PMm says', (r) => ({ ...r, chip: chipOf('phone', 0x17, 0x18) })),
  change('a PMm that is none', (r) => ({ ...r, chip: { ...chipOf('phone', 0x18), pmm: '' } })),
  change('no list', (r) => ({ ...r, systemList: null })),
  change('an empty list', (r) => ({ ...r, systemList: [] })),
  ...[0x0003, 0x12fc, 0x1234, 0xfe01].map((more) =>
    change(`${more} listed, not walked`, (r) => ({ ...r, systemList: [...(r.systemList ?? []), more] })),
  ),
  ...[0x0003, 0x12fc, 0x1234, 0xfe01].map((more) =>
    change(`${more} found by a poll`, (r) => ({
      ...r,
      systems: [...r.systems, system(more, [root], { seenBy: 'poll' })],
    })),
  ),
  change('no system', (r) => ({ ...r, systems: [] })),
  change('no common area', (r) => ({ ...r, systems: r.systems.slice(1) })),
  change('no container, though listed', (r) => ({ ...r, systems: r.systems.slice(0, 1) })),
  ...[0, 1].flatMap((at) => [
    change(
      `system ${at} not whole`,
      eachSystem(at, (one) => ({ ...one, isWhole: false })),
    ),
    change(
      `system ${at} without nodes`,
      eachSystem(at, (one) => ({ ...one, nodes: [] })),
    ),
    change(
      `system ${at} without its root`,
      eachSystem(at, (one) => ({ ...one, nodes: one.nodes.slice(1) })),
    ),
    change(
      `system ${at} by poll, though listed`,
      eachSystem(at, (one) => ({ ...one, seenBy: 'poll' })),
    ),
    change(`system ${at} twice`, (r) => ({ ...r, systems: [...r.systems, ...r.systems.slice(at, at + 1)] })),
    ...[service(0x0000), service(0x110b), service(0xffff), area(0x1000, 0x173f), area(0, 0xffff), area(1, 0xfffe)].map(
      (node) =>
        change(
          `system ${at} with ${JSON.stringify(node)}`,
          eachSystem(at, (one) => ({ ...one, nodes: [...one.nodes, node] })),
        ),
    ),
    change(
      `system ${at} with a node twice`,
      eachSystem(at, (one) => ({ ...one, nodes: [...one.nodes, root] })),
    ),
  ]),
  ...[
    { assigned: 1275, free: 1274 },
    { assigned: 1275, free: 0 },
    { assigned: 0, free: 1275 },
  ].map((blocks) =>
    change(
      `blocks ${JSON.stringify(blocks)}`,
      eachSystem(0, (one) => ({ ...one, blocks })),
    ),
  ),
];

describe('the reading of an emptied phone', () => {
  test.each(mutations)('is not EMPTY with %s', (_name, apply) => {
    const changed = apply(emptyReading());
    expect(changed).not.toEqual(emptyReading());
    expect(ChipVerdict.of(changed, null).state).not.toBe('EMPTY');
  });
  test('stays as it is with what says nothing of the structure', () => {
    const other = emptyReading({
      tookMs: 1,
      startedAt: '2026-01-01T00:00:00.000Z',
      frames: 99,
      container: { carrier: 'x', model: 'y' },
    });
    expect(ChipVerdict.of(other, null).state).toBe('EMPTY');
  });
});
