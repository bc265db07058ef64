import { describe, expect, it } from 'vitest';
import type { ChipState, ChipTrouble } from '../../../../domain/chip.ts';
import { READER_MODELS } from '../../../../domain/reader.ts';
import { senseChip } from '../../../../native-adapters/felica/chip/sense-chip.ts';
import { PRACTICE_CHIP_NAMES } from '../../../../practice/felica/practice-chips.ts';
import { layChip, never, onPracticeReader, scan, stateOf } from '../on-practice-reader.ts';

interface Expected {
  readonly state: ChipState;
  readonly troubles: readonly ChipTrouble[];
  readonly systems: readonly number[];
}

const PHONE = [0xfe00, 0xfe0f];
const RESIDUAL = { state: 'RESIDUAL', troubles: [], systems: PHONE } as const;
// Flaky air, two cards and a hot reader are told below: what comes of them is chance, or an error of the reader.
const EXPECTED: Readonly<Record<string, Expected>> = {
  empty: { state: 'EMPTY', troubles: [], systems: PHONE },
  suica: { ...RESIDUAL, systems: [...PHONE, 3] },
  wallets: { ...RESIDUAL, systems: [...PHONE, 3] },
  edy: RESIDUAL,
  nanaco: RESIDUAL,
  waon: RESIDUAL,
  id: RESIDUAL,
  'mobile-4.1': { ...RESIDUAL, systems: [...PHONE, 3] },
  'lite-s': { state: 'REVIEW', troubles: ['loose-card'], systems: [0x12fc, 0x88b4] },
  locked: { state: 'UNKNOWN', troubles: ['no-answer'], systems: [] },
};

describe.each(READER_MODELS)('a %s reads', (model) => {
  it.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
    await onPracticeReader(model, async (on) => {
      layChip(on, name);
      const fresh = await scan(on);
      const systems = fresh.reading.systems.map(({ code }) => code).sort();
      expect(fresh.reading.troubles).toEqual(expected.troubles);
      expect(systems).toEqual([...expected.systems].sort());
      expect(stateOf(fresh)).toBe(expected.state);
      expect(on.practice.writesToPhones()).toBe(0);
      expect(fresh.reading.frames).toBeLessThan(200);
      const chip = on.virtual.field.scene.chips[0];
      expect(chip?.heard.has(0x06)).toBe(false);
      if (chip?.isLocked === false) expect(await senseChip(on.reader, never)).toEqual({ is: 'one', idm: fresh.idm });
    });
  });

  it('every node that the chip of all wallets holds', async () => {
    await onPracticeReader(model, async (on) => {
      layChip(on, 'wallets');
      const { reading } = await scan(on);
      const held = on.virtual.field.scene.chips[0]?.systems ?? [];
      const keys = (nodes: readonly object[]): readonly string[] =>
        nodes.map((node) =>
          Object.values(node)
            .filter((part) => typeof part === 'number')
            .join('-'),
        );
      expect(reading.systems.map(({ code, nodes }) => [code, keys(nodes)])).toEqual(
        held.map(({ code, nodes }) => [code, keys(nodes)]),
      );
      expect(reading.systems[0]?.blocks).toEqual({ assigned: 1275, free: 1275 - (held[0]?.usedBlocks ?? 0) });
    });
  });

  it('an Express card by one poll, and nothing of an iPhone more', async () => {
    await onPracticeReader(model, async (on) => {
      layChip(on, 'iphone-express');
      const before = on.virtual.field.frames;
      const fresh = await scan(on, 'iphone');
      expect(on.virtual.field.frames - before).toBe(1);
      expect(on.virtual.field.scene.chips[0]?.walletPopUps).toBe(0);
      expect(fresh.reading).toMatchObject({ troubles: ['iphone-poll-only'], chip: { kind: 'phone', icCode: 0x16 } });
      expect(stateOf(fresh)).toBe('RESIDUAL');
    });
  });

  it('no emptied phone where a card lies in its case', async () => {
    for (const seed of ['1', '2', '3', '4', '5', '6']) {
      const fresh = await onPracticeReader(
        model,
        (on) => {
          layChip(on, 'two-cards');
          return scan(on);
        },
        { seed },
      );
      expect(fresh.reading.troubles, seed).toContain('several-chips');
      expect(stateOf(fresh), seed).not.toBe('EMPTY');
    }
  });

  it('nothing clean out of flaky air that is not there', async () => {
    for (const seed of ['1', '2', '3', '4']) {
      const fresh = await onPracticeReader(
        model,
        (on) => {
          layChip(on, 'flaky');
          return scan(on);
        },
        { seed },
      );
      expect(['RESIDUAL', 'UNKNOWN'], seed).toContain(stateOf(fresh));
    }
  });

  // An RC-S300 has no word of its own for heat that anybody has seen; what it says then is no answer of a chip.
  it('nothing when it is too hot', async () => {
    await onPracticeReader(model, async (on) => {
      layChip(on, 'hot-reader');
      if (model === 'rc-s380') await expect(scan(on)).rejects.toMatchObject({ code: 'reader.hot' });
      else expect(stateOf(await scan(on))).toBe('UNKNOWN');
    });
  });
});

it('every practice chip is expected somewhere', () => {
  const told = [...Object.keys(EXPECTED), 'iphone-express', 'two-cards', 'flaky', 'hot-reader'];
  expect([...PRACTICE_CHIP_NAMES].sort()).toEqual(told.sort());
});
