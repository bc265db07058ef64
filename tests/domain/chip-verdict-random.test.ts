import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CHIP_TROUBLES,
  type ChipBaseline,
  type ChipNode,
  type ChipReading,
  type ChipSystem,
  type ChipTrouble,
} from '../../domain/chip.ts';
import { ChipVerdict } from '../../domain/chip-verdict.ts';
import { area, chipOf, containerNodes, emptyReading, PHONE_ICS, root, service } from './sample-chip.ts';

/** A part of a chip, and whether an empty chip may look like that. */
interface Part<T> {
  readonly part: T;
  readonly isEmpty: boolean;
}
const fine = <T>(part: T): Part<T> => ({ part, isEmpty: true });
const bad = <T>(part: T): Part<T> => ({ part, isEmpty: false });

const chip = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...PHONE_ICS).map((ic) => fine<ChipReading['chip']>(chipOf('phone', ic))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Part<ChipReading['chip']>>(
      bad(null),
      bad(chipOf('phone', 0x16)),
      bad(chipOf('phone', 0x21)),
      bad(chipOf('phone', 0x0b)),
      bad(chipOf('phone', 0x18, 0x17)),
      bad(chipOf('card', 0x31)),
      bad(chipOf('unlisted', 0x99)),
      bad(chipOf('host-emulation', 0x18)),
    ),
  },
);

const code = fc.integer({ min: 0, max: 0xfffe });
const anyNode: fc.Arbitrary<ChipNode> = fc.oneof(
  code.map(service),
  fc.tuple(code, code).map(([one, other]) => area(Math.min(one, other), Math.max(one, other))),
);
const isRoot = (node: ChipNode): boolean => node.is === 'area' && node.first === 0 && node.last === 0xfffe;
const key = (node: ChipNode): string => JSON.stringify(node);
const FIXED = new Set(containerNodes.map(key));

const seenBy = fc.constantFrom('list', 'both', 'poll');
/** Mostly walked to its end. */
const isWhole = fc.integer({ min: 0, max: 11 }).map((one) => one > 0);
const common = fc
  .record({
    nodes: fc.oneof(
      { weight: 12, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(anyNode, { maxLength: 3 }) },
    ),
    hasRoot: fc.integer({ min: 0, max: 11 }).map((one) => one > 0),
    blocks: fc.constantFrom(
      null,
      { assigned: 1275, free: 1275 },
      { assigned: 0, free: 0 },
      { assigned: 1275, free: 1274 },
    ),
    isWhole,
    seenBy,
  })
  .map(({ nodes, hasRoot, ...rest }): Part<ChipSystem> => {
    const all = [...(hasRoot ? [root] : []), ...nodes];
    const { blocks } = rest;
    const isEmpty = rest.isWhole && all.length === 1 && all.every(isRoot) && blocks?.assigned === blocks?.free;
    return { part: { code: 0xfe00, nodes: all, ...rest }, isEmpty };
  });
const container = fc
  .record({
    kept: fc.subarray([...containerNodes.slice(1)]),
    strange: fc.oneof(
      { weight: 12, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(anyNode, { maxLength: 2 }) },
    ),
    isWhole,
    seenBy,
  })
  .map(({ kept, strange, ...rest }): Part<ChipSystem> => {
    const nodes = [root, ...kept, ...strange];
    const isKnown = nodes.every((node) => FIXED.has(key(node))) && new Set(nodes.map(key)).size === nodes.length;
    return { part: { code: 0xfe0f, nodes, blocks: null, ...rest }, isEmpty: rest.isWhole && isKnown };
  });

const baselineSystem = { code: 0x1234, nodes: [root, service(0x0048), area(0x1000, 0x1fff)] };
const baselines: readonly (ChipBaseline | null)[] = [
  null,
  { id: 'fits', icCodes: PHONE_ICS, models: [], systems: [baselineSystem], source: 'test' },
  { id: 'other-ic', icCodes: [0x1e], models: [], systems: [baselineSystem], source: 'test' },
  {
    id: 'greedy',
    icCodes: PHONE_ICS,
    models: [],
    systems: [
      { code: 0xfe00, nodes: [root, service(0x110b)] },
      { code: 0xfe0f, nodes: [root, service(0x7777)] },
    ],
    source: 'test',
  },
];
/** A further system; whether it may be there depends on the baseline. */
const further: fc.Arbitrary<ChipSystem> = fc.record<ChipSystem>({
  code: fc.oneof(
    fc.constantFrom(0x0003, 0x1234, 0x1234, 0x12fc, 0x86a7),
    code.filter((one) => one !== 0xfe00 && one !== 0xfe0f),
  ),
  nodes: fc.oneof(
    fc.constant([root]),
    fc.constant(baselineSystem.nodes),
    fc.array(anyNode, { maxLength: 4 }).map((nodes) => [root, ...nodes]),
    fc.array(anyNode, { maxLength: 2 }),
  ),
  isWhole,
  seenBy,
  blocks: fc.constant(null),
});

const mayBe = (found: ChipSystem, baseline: ChipBaseline | null): boolean => {
  const keys = found.nodes.map(key).toSorted();
  const isOnly = keys.length === 1 && found.nodes.every(isRoot);
  const isSame = JSON.stringify(keys) === JSON.stringify(baselineSystem.nodes.map(key).toSorted());
  return baseline?.id === 'fits' && found.code === 0x1234 && found.isWhole && (isOnly || isSame);
};

const random = fc
  .record({
    chip,
    common: fc.oneof({ weight: 12, arbitrary: common }, { weight: 1, arbitrary: fc.constant(null) }),
    container: fc.oneof({ weight: 5, arbitrary: container }, { weight: 1, arbitrary: fc.constant(null) }),
    more: fc.oneof(
      { weight: 3, arbitrary: fc.constant<readonly ChipSystem[]>([]) },
      { weight: 1, arbitrary: fc.array(further, { maxLength: 2 }) },
    ),
    baseline: fc.constantFrom(...baselines),
    troubles: fc.oneof(
      { weight: 12, arbitrary: fc.constant<readonly ChipTrouble[]>([]) },
      { weight: 1, arbitrary: fc.subarray([...CHIP_TROUBLES], { minLength: 1 }) },
    ),
    scan: fc.integer({ min: 0, max: 19 }).map((one) => (one > 0 ? 'full' : 'iphone') as ChipReading['scan']),
    listing: fc.constantFrom('true', 'true', 'true', 'true', 'slots', 'slots', 'missing', 'unwalked', 'twice', 'none'),
    isShuffled: fc.boolean(),
  })
  .map((given) => {
    const own = [given.common?.part, given.container?.part].filter((one) => one !== undefined);
    const systems: readonly ChipSystem[] = [...own, ...given.more];
    const codes = systems.map((one) => one.code);
    const listed = systems.filter((one) => one.seenBy !== 'poll').map((one) => one.code);
    const lists: Record<string, readonly number[] | null> = {
      true: listed,
      slots: [0xffff, ...listed, 0xffff],
      missing: listed.slice(1),
      unwalked: [...listed, 0x0003],
      twice: [...listed, ...listed.slice(0, 1)],
      none: null,
    };
    const isListFine =
      ['true', 'slots'].includes(given.listing) ||
      (['missing', 'twice'].includes(given.listing) && listed.length === 0);
    const isEmpty =
      given.scan === 'full' &&
      given.troubles.length === 0 &&
      given.chip.isEmpty &&
      given.common?.isEmpty === true &&
      (given.container?.isEmpty ?? true) &&
      isListFine &&
      new Set(codes).size === codes.length &&
      given.more.every((one) => mayBe(one, given.baseline));
    const reading = emptyReading({
      chip: given.chip.part,
      scan: given.scan,
      troubles: given.troubles,
      systemList: lists[given.listing] ?? null,
      systems: given.isShuffled ? systems.toReversed() : systems,
    });
    return { reading, baseline: given.baseline, isEmpty };
  });

describe('any chip', () => {
  test('is EMPTY exactly when it is empty by construction', () => {
    const count = { empty: 0, RESIDUAL: 0, REVIEW: 0, UNKNOWN: 0 };
    fc.assert(
      fc.property(random, ({ reading, baseline, isEmpty }) => {
        const { state, residues, reasons } = ChipVerdict.of(reading, baseline);
        if (isEmpty !== (state === 'EMPTY')) throw new Error(`${state} for ${isEmpty ? 'an empty' : 'no empty'} chip`);
        if (isEmpty && (residues.length > 0 || reasons.length !== 1))
          throw new Error('an empty chip with something in it');
        count[state === 'EMPTY' ? 'empty' : state] += 1;
      }),
      { numRuns: 100_000 },
    );
    // The generator must not prove its point on one kind of chip alone.
    expect(Math.min(...Object.values(count)), JSON.stringify(count)).toBeGreaterThan(4_000);
  }, 60_000);

  test('is judged the same way twice, with its reasons in one order', () => {
    fc.assert(
      fc.property(random, ({ reading, baseline }) => {
        const again = structuredClone({ reading, baseline });
        const one = ChipVerdict.of(reading, baseline);
        expect({ ...ChipVerdict.of(again.reading, again.baseline) }).toEqual({ ...one });
        const turned = ChipVerdict.of({ ...reading, troubles: reading.troubles.toReversed() }, baseline);
        expect(turned.reasons).toEqual(one.reasons);
      }),
      { numRuns: 2_000 },
    );
  });
});
