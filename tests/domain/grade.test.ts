import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absent, value } from '../../domain/device.ts';
import { encryptionOf, type GradeFacts, gradeCaps, gradeFactsOf, gradeOf } from '../../domain/grade.ts';
import { sampleDevice } from './sample-device.ts';

const best: GradeFacts = {
  outcome: 'pass',
  closing: 'machine-proven',
  rung: 'trade-in',
  encryption: 'metadata',
  verifiedBoot: 'green',
  launchSdk: 35,
  patchLevel: '2026-09-05',
  coverage: 1,
  missProbability: 0,
  generator: 'keyed-on-phone',
  bypass: 'direct',
  hostSample: true,
};

// Each fact's values from best to worst; null (not known) must never be better than any known value.
const ladders: { readonly [Fact in keyof GradeFacts]: readonly GradeFacts[Fact][] } = {
  outcome: ['pass', 'inconclusive', 'fail'],
  closing: ['machine-proven', 'person-attested', null],
  rung: ['trade-in', 'test-harness', 'guided', 'rescue', 'cannot-erase'],
  encryption: ['metadata', 'file', 'block', 'none', null],
  verifiedBoot: ['green', 'yellow', 'orange', 'red', null],
  launchSdk: [36, 30, 29, 28, 27, 21, null],
  patchLevel: ['2026-01-01', '2024-09-01', '2024-08-31', '2016-01-01', null],
  coverage: [1, 0.99, 0.98, 0.95, 0.94, 0.8, 0.79, 0, null],
  missProbability: [0, 0.0001, 0.001, 0.01, 0.9, null],
  generator: ['keyed-on-phone', 'keyed-from-host', 'urandom-on-phone', null],
  bypass: ['direct', 'fadvise', 'none', null],
  hostSample: [true, false, null],
};
const facts = Object.keys(ladders) as (keyof GradeFacts)[];
const anyFacts = fc.record(
  Object.fromEntries(facts.map((fact) => [fact, fc.constantFrom(...ladders[fact])])),
) as unknown as fc.Arbitrary<GradeFacts>;

test('the best of everything is A, and each single fact made worse gives exactly this', () => {
  expect(gradeOf(best)).toBe('A');
  const table = Object.fromEntries(
    facts.map((fact) => [fact, ladders[fact].map((worse) => gradeOf({ ...best, [fact]: worse })).join('')]),
  );
  expect(table).toEqual({
    outcome: 'AEE',
    closing: 'ACE',
    rung: 'ABBCE',
    encryption: 'ABBCD',
    verifiedBoot: 'ABDDD',
    launchSdk: 'AABBCCC',
    patchLevel: 'AABBB',
    coverage: 'AABBCCDDD',
    missProbability: 'ABBCCD',
    generator: 'ABCD',
    bypass: 'ABCC',
    hostSample: 'ACC',
  });
});

describe('the grade is monotone (property)', () => {
  test('making any fact worse, or taking it away, never raises it', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...facts), fc.nat(), (start, fact, by) => {
        const ladder = ladders[fact] as readonly unknown[];
        const at = ladder.indexOf(start[fact]);
        const worse = { ...start, [fact]: ladder[Math.min(ladder.length - 1, at + (by % ladder.length))] };
        expect(gradeOf(worse) >= gradeOf(start)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what persons attest is C at best, and what is no pass is E', () => {
    fc.assert(
      fc.property(anyFacts, (start) => {
        expect(gradeOf({ ...start, closing: 'person-attested' }) >= 'C').toBe(true);
        if (start.outcome !== 'pass') expect(gradeOf(start)).toBe('E');
      }),
    );
  });
});

test('the caps name every fact once, so that a certificate can print each', () => {
  expect(
    gradeCaps(best)
      .map(({ fact }) => fact)
      .toSorted(),
  ).toEqual(facts.toSorted());
});

test('encryption is what the phone states and nothing more', () => {
  const of = (state: string | null, type: string | null, metadata: boolean | null) =>
    encryptionOf(
      sampleDevice({
        cryptoState: state === null ? absent('getprop') : value(state, 'getprop'),
        cryptoType: type === null ? absent('getprop') : value(type, 'getprop'),
        metadataEncrypted: metadata === null ? absent('getprop') : value(metadata, 'getprop'),
      }),
    );
  expect([of('encrypted', 'file', true), of('encrypted', 'file', null), of('encrypted', 'block', null)]).toEqual([
    'metadata',
    'file',
    'block',
  ]);
  expect([
    of('unencrypted', null, null),
    of('encrypted', null, true),
    of(null, 'file', true),
    of('odd', 'file', true),
  ]).toEqual(['none', null, null, null]);
});

test('facts are taken from the device, and an odd value is not known', () => {
  const plan = { rung: 'guided' } as Parameters<typeof gradeFactsOf>[1];
  const device = sampleDevice({ patchLevel: value('soon', 'getprop'), verifiedBoot: value('blue', 'getprop') });
  const collected = gradeFactsOf(device, plan, { outcome: 'pass', kind: null }, { figures: null, hostSample: null });
  expect(collected).toMatchObject({
    patchLevel: null,
    verifiedBoot: null,
    coverage: null,
    generator: null,
    rung: 'guided',
  });
  const figures = {
    generator: 'keyed-on-phone',
    freeBefore: 1000,
    written: 2000,
    verified: 990,
    mismatched: 0,
    unreached: 10,
    passes: 2,
    bypass: 'direct',
    missProbability: 0,
    removed: true,
    fileSystem: 'ext4',
  } as const;
  const overwritten = gradeFactsOf(
    sampleDevice(),
    plan,
    { outcome: 'pass', kind: null },
    { figures, hostSample: true },
  );
  expect(overwritten).toMatchObject({
    patchLevel: '2026-09-05',
    verifiedBoot: 'green',
    coverage: 0.99,
    missProbability: 0,
  });
  const unread = { ...figures, verified: 0 };
  expect(
    gradeFactsOf(device, plan, { outcome: 'pass', kind: null }, { figures: unread, hostSample: null }).missProbability,
  ).toBeNull();
});
