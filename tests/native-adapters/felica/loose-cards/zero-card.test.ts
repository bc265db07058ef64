import { describe, expect, it } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { type ContactlessReader, READER_MODELS } from '../../../../domain/reader.ts';
import { writeBlocks } from '../../../../native-adapters/felica/loose-cards/destructive.ts';
import { type ZeroedCard, zeroCard } from '../../../../native-adapters/felica/loose-cards/zero-card.ts';
import { type ZeroableWay, zeroableWay } from '../../../../native-adapters/felica/loose-cards/zeroable-way.ts';
import { fromHex, toHex } from '../../../../native-adapters/felica/protocol/bytes.ts';
import {
  overlay,
  ROOT_AREA,
  type SystemBlueprint,
  service,
  serviceWith,
  system,
} from '../../../../practice/felica/chips/chip-blueprint.ts';
import { liteCard, looseCard, phoneChip, transitCard } from '../../../../practice/felica/chips/new-chip.ts';
import { liteSystem, phoneInUse } from '../../../../practice/felica/chips/structures.ts';
import { VirtualChip } from '../../../../practice/felica/chips/virtual-chip.ts';
import { SeededRandom } from '../../../../practice/random.ts';
import { lay, never, type OnReader, onPracticeReader, scan } from '../on-practice-reader.ts';

const random = (): SeededRandom => new SeededRandom('cards');
const ZERO = new Uint8Array(16);
const filled = (count: number): ReadonlyMap<number, Uint8Array> =>
  new Map(Array.from({ length: count }, (_unused, block) => [block, new Uint8Array(16).fill(block + 1)]));

/** Zeroes what lies on the reader, in the way that its reading allows. */
async function zero(on: OnReader, way?: ZeroableWay): Promise<Awaited<ReturnType<typeof zeroCard>>> {
  const fresh = await scan(on);
  return zeroCard(on.reader, { idm: fresh.idm ?? '', way: way ?? zeroableWay(fresh) ?? 'keyless', signal: never });
}

function attributes(parts: {
  readonly perWrite: number;
  readonly blocks: number;
  readonly mayWrite: number;
}): Uint8Array {
  const block = Uint8Array.of(
    0x10,
    4,
    parts.perWrite,
    0,
    parts.blocks,
    0,
    0,
    0,
    0,
    0x0f,
    parts.mayWrite,
    0,
    0,
    99,
    0,
    0,
  );
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set([sum >> 8, sum & 0xff], 14);
  return block;
}

function ndefSystem(mayWrite = 1): SystemBlueprint {
  const blocks = new Map([...filled(21), [0, attributes({ perWrite: 8, blocks: 20, mayWrite })] as const]);
  return system(0x12fc, [ROOT_AREA, serviceWith(0x0009, blocks), overlay(0x000b)]);
}

const KEYLESS: readonly SystemBlueprint[] = [
  system(0x8008, [ROOT_AREA, serviceWith(0x1009, filled(3)), overlay(0x100b), service(0x1108), service(0x110b)]),
  system(0x80de, [ROOT_AREA, serviceWith(0x200d, filled(4)), overlay(0x200f)]),
];

describe.each(READER_MODELS)('on a %s', (model) => {
  it('a Lite-S is zeroed, and nothing but the blocks of its holder is written', async () => {
    await onPracticeReader(model, async (on) => {
      const chip = liteCard(random());
      lay(on.virtual, chip);
      const done = await zero(on);
      expect(done).toEqual({ blocksWritten: 14, isReadBack: true, left: [] });
      for (let block = 0; block <= 0x0d; block += 1) expect(chip.look(0x88b4, 0x000b, block)).toEqual(ZERO);
      expect(chip.changingFrames.map((frame) => frame[frame.length - 17])).toEqual(
        Array.from({ length: 14 }, (_unused, block) => block),
      );
      expect(chip.look(0x88b4, 0x000b, 0x88)?.[0]).toBe(0xff);
    });
  });

  it('an NDEF message is zeroed by as many blocks at once as the card allows', async () => {
    await onPracticeReader(model, async (on) => {
      const chip = looseCard(random(), 0x20, [ndefSystem()]);
      lay(on.virtual, chip);
      expect(zeroableWay(await scan(on))).toBe('ndef');
      expect(await zero(on)).toEqual({ blocksWritten: 21, isReadBack: true, left: [] });
      for (let block = 1; block <= 20; block += 1) expect(chip.look(0x12fc, 0x000b, block)).toEqual(ZERO);
      const cleared = chip.look(0x12fc, 0x000b, 0);
      expect(cleared && toHex(cleared)).toBe('1004080014000000000001000000' + '0031');
      expect(chip.changingFrames).toHaveLength(1 + 3);
    });
  });

  it('services without a key are zeroed in every system, rings too, and the others are named', async () => {
    await onPracticeReader(model, async (on) => {
      const chip = looseCard(random(), 0x20, KEYLESS);
      lay(on.virtual, chip);
      const done = await zero(on);
      expect(done).toEqual({ blocksWritten: 7, isReadBack: true, left: ['8008 1108', '8008 110B'] });
      for (const block of [0, 1, 2]) expect(chip.look(0x8008, 0x100b, block)).toEqual(ZERO);
      for (const block of [0, 1, 2, 3]) expect(chip.look(0x80de, 0x200f, block)).toEqual(ZERO);
    });
  });
});

describe('what is not written', () => {
  const on = <T>(run: (on: OnReader) => Promise<T>): Promise<T> => onPracticeReader('rc-s380', run);

  it.each(['lite', 'ndef', 'keyless'] as const)('a phone, whatever is asked for: %s', async (way) => {
    await on(async (bench) => {
      const chip = phoneChip(random(), 0x18, phoneInUse(['yodobashi'], true));
      lay(bench.virtual, chip);
      await expect(zero(bench, way)).rejects.toMatchObject({ code: 'card.not-zeroable' });
      expect(zeroableWay(await scan(bench))).toBeNull();
      expect(chip.changingFrames).toEqual([]);
    });
  });

  it('a chip that is in no table', async () => {
    await on(async (bench) => {
      const chip = looseCard(random(), 0x99, [liteSystem()]);
      lay(bench.virtual, chip);
      await expect(zero(bench, 'keyless')).rejects.toMatchObject({ code: 'card.not-zeroable' });
      expect(chip.changingFrames).toEqual([]);
    });
  });

  it('a card in another way than its own, another card, two cards, no card', async () => {
    await on(async (bench) => {
      const chip = liteCard(random());
      lay(bench.virtual, chip);
      await expect(zero(bench, 'keyless')).rejects.toMatchObject({ code: 'card.not-zeroable' });
      const order = { idm: '0123456789abcdef', way: 'lite', signal: never } as const;
      await expect(zeroCard(bench.reader, order)).rejects.toMatchObject({ code: 'card.not-zeroable' });
      lay(bench.virtual, chip, transitCard(random()));
      await expect(zeroCard(bench.reader, order)).rejects.toMatchObject({ code: 'chip.multiple' });
      lay(bench.virtual);
      await expect(zeroCard(bench.reader, order)).rejects.toMatchObject({ code: 'chip.absent' });
      expect(chip.changingFrames).toEqual([]);
    });
  });

  it('a card whose services all need a key', async () => {
    await on(async (bench) => {
      lay(bench.virtual, transitCard(random()));
      expect(zeroableWay(await scan(bench))).toBeNull();
    });
  });

  it('an NDEF message that is read only, or whose sum is wrong', async () => {
    await on(async (bench) => {
      const chip = looseCard(random(), 0x20, [ndefSystem(0)]);
      lay(bench.virtual, chip);
      expect(await zero(bench)).toEqual({
        blocksWritten: 0,
        isReadBack: false,
        left: ['12FC 0009 block 0: read only'],
      });
      const odd = looseCard(random(), 0x20, [
        system(0x12fc, [ROOT_AREA, serviceWith(0x0009, filled(4)), overlay(0x000b)]),
      ]);
      lay(bench.virtual, odd);
      expect((await zero(bench)).left).toEqual(['12FC 0009 block 0: no attribute information']);
      expect([...chip.changingFrames, ...odd.changingFrames]).toEqual([]);
    });
  });
});

describe('what stays', () => {
  it('is named: a block that a Lite does not let be written', async () => {
    await onPracticeReader('rc-s380', async (bench) => {
      const lite = liteCard(random());
      const [held] = lite.blueprint.systems;
      const [root, memory, readOnly] = held?.nodes ?? [];
      if (!held || !root || memory?.is !== 'service' || !readOnly) throw new Error('another Lite');
      const permissions = (memory.blocks.get(0x88) ?? ZERO).with(0, 0xfd);
      const locked = { ...memory, blocks: new Map([...memory.blocks, [0x88, permissions] as const]) };
      const chip = new VirtualChip({ ...lite.blueprint, systems: [{ ...held, nodes: [root, locked, readOnly] }] });
      lay(bench.virtual, chip);
      expect(await zero(bench)).toEqual({
        blocksWritten: 13,
        isReadBack: false,
        left: [expect.stringMatching(/^88B4 0009 block 1: refused 01/)],
      });
    });
  });

  it('is never called read back when the card leaves, at whatever frame', async () => {
    await onPracticeReader('rc-s380', async (bench) => {
      for (let at = 0; at < 30; at += 3) {
        lay(bench.virtual, liteCard(random()));
        const fresh = await scan(bench);
        bench.virtual.field.swapAfter(fresh.reading.frames + at, {
          chips: [],
          temper: bench.virtual.field.scene.temper,
        });
        const order = { idm: fresh.idm ?? '', way: 'lite', signal: never } as const;
        const done = await zeroCard(bench.reader, order).catch((error: unknown) => error);
        if (done instanceof Error) expect(done).toMatchObject({ code: 'chip.absent' });
        else
          expect(done, `at ${at}`).toMatchObject({
            isReadBack: false,
            left: expect.arrayContaining(['the card left the reader']),
          });
      }
    });
  });

  it('and what was written is told when another card comes in the middle', async () => {
    await onPracticeReader('rc-s380', async (bench) => {
      let stopped = 0;
      for (let at = 0; at < 40; at += 4) {
        const chip = liteCard(random());
        lay(bench.virtual, chip);
        const fresh = await scan(bench);
        const { frames } = fresh.reading;
        const { temper } = bench.virtual.field.scene;
        bench.virtual.field.swapAfter(frames + at, { chips: [liteCard(new SeededRandom('another'))], temper });
        const order = { idm: fresh.idm ?? '', way: 'lite', signal: never } as const;
        const done = await zeroCard(bench.reader, order).catch((error: unknown) => error);
        // An error alone is told only of a card that nothing was written to.
        if (done instanceof Error) expect([at, chip.changingFrames.length]).toEqual([at, 0]);
        if (done instanceof Error || !JSON.stringify(done).includes('stopped: card.not-zeroable')) continue;
        stopped += 1;
        const { isReadBack, blocksWritten } = done as ZeroedCard;
        // The last write may have reached the card, and its answer nobody.
        const unheard = chip.changingFrames.length - blocksWritten;
        expect([isReadBack, unheard === 0 || unheard === 1]).toEqual([false, true]);
      }
      expect(stopped).toBeGreaterThan(0);
    });
  });

  it('and what was written is told when the reader is pulled out', async () => {
    await onPracticeReader('rc-s380', async (bench) => {
      const chip = liteCard(random());
      lay(bench.virtual, chip);
      const fresh = await scan(bench);
      let writes = 0;
      const pulled: ContactlessReader = {
        ...bench.reader,
        resetField: (...given) => bench.reader.resetField(...given),
        exchange: (...given) => {
          if (given[0][1] === 0x08) writes += 1;
          if (writes > 5) throw new WorkstationError('reader.unplugged');
          return bench.reader.exchange(...given);
        },
      };
      const order = { idm: fresh.idm ?? '', way: 'lite', signal: never } as const;
      expect(await zeroCard(pulled, order)).toEqual({
        blocksWritten: 5,
        isReadBack: false,
        left: ['stopped: reader.unplugged'],
      });
      expect(chip.changingFrames).toHaveLength(5);
    });
  });

  it('is written by the one command for it, byte for byte', () => {
    const chip = { idm: fromHex('0139000000000001'), pmm: fromHex('01180b4142434445') };
    const one = writeBlocks(chip, { service: 0x0009, blocks: [1], data: ZERO });
    expect(toHex(one.frame)).toBe(`20080139000000000001010900018001${'00'.repeat(16)}`);
    expect(one.decode(fromHex('0c0901390000000000010000'))).toEqual({ is: 'value', value: true });
    expect(one.decode(fromHex('0c09013900000000000101a5'))).toEqual({ is: 'refused', sf1: 1, sf2: 0xa5 });
    expect(one.decode(fromHex('0c0901390000000000020000')).is).toBe('bad-answer');
    const two = writeBlocks(chip, { service: 0x0009, blocks: [1, 2], data: new Uint8Array(32) });
    expect(two.frame).toHaveLength(50);
    expect(() => writeBlocks(chip, { service: 0x0009, blocks: [1, 2], data: ZERO })).toThrow(RangeError);
  });
});
