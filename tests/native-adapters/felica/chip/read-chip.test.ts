import { describe, expect, it } from 'vitest';
import type { RfAnswer } from '../../../../domain/reader.ts';
import { readChip } from '../../../../native-adapters/felica/chip/read-chip.ts';
import { fromHex, toHex } from '../../../../native-adapters/felica/protocol/bytes.ts';
import { never, read, readParts } from './reading-of.ts';
import {
  area,
  CARD,
  CONTAINER,
  EMPTIED,
  type Happening,
  LITE,
  ROOT,
  SimpleChip,
  SimpleReader,
  SUICA,
  service,
  USED,
} from './simple-chip.ts';

const noise: Happening = () => ({ is: 'noise' });
const refusal = (frame: Uint8Array): RfAnswer => ({
  is: 'answer',
  frame: Uint8Array.of(12, (frame[1] ?? 0) + 1, ...frame.subarray(2, 10), 0xff, 0xa6),
});

describe('a full reading', () => {
  it('shows the whole structure of an emptied chip, and nothing else', async () => {
    const reader = new SimpleReader(new SimpleChip(EMPTIED));
    const { reading, idm, log } = await read(reader);
    expect(reading).toEqual({
      reader: { model: 'rc-s380', firmware: '1.11', serial: null },
      scan: 'full',
      startedAt: '1970-01-01T00:00:00.000Z',
      tookMs: 0,
      chip: { kind: 'phone', pmm: '01180b4142434445', icCode: 0x18, romType: 1 },
      systemList: [0xfe00, 0xfe0f],
      systems: [
        { code: 0xfe00, seenBy: 'both', nodes: [ROOT], isWhole: true, blocks: { assigned: 1275, free: 1275 } },
        { code: 0xfe0f, seenBy: 'both', nodes: CONTAINER, isWhole: true, blocks: null },
      ],
      container: { carrier: 'DCM', model: 'SH-52C' },
      troubles: [],
      frames: reader.frames.length,
      logSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(idm).toBe('0139000000000001');
    expect(log.filter((line) => line.startsWith('=> '))).toEqual(
      reader.frames.map((frame) => `=> ${toHex(frame).replace(/([0-9a-f])139000000000001/, '<idm:$1>')}`),
    );
    expect(log.join('\n')).not.toContain('139000000000001');
    expect(reader.frames.length).toBeLessThan(60);
  });

  it('reads no block of any chip', async () => {
    for (const parts of [EMPTIED, USED, CARD, LITE]) {
      const reader = new SimpleReader(new SimpleChip(parts));
      await read(reader);
      expect(reader.codes).not.toContain(0x06);
    }
  });

  it('shows every service in every system, under the number of each system', async () => {
    const { reading } = await readParts(USED);
    expect(reading.troubles).toEqual([]);
    expect(reading.systems.map(({ code, nodes }) => [code, nodes.length])).toEqual([
      [0xfe00, 4],
      [0xfe0f, CONTAINER.length],
      [0x0003, SUICA.length],
    ]);
    expect(reading.systems[0]?.blocks).toEqual({ assigned: 1275, free: 1272 });
  });

  it('finds a system that the chip does not list', async () => {
    const { reading } = await readParts({ ...USED, list: [0xfe00, 0xfe0f, 0xffff] });
    expect(reading.systems.map(({ code, seenBy }) => [code, seenBy])).toEqual([
      [0xfe00, 'both'],
      [0xfe0f, 'both'],
      [0x0003, 'poll'],
    ]);
    expect(reading.systemList).toEqual([0xfe00, 0xfe0f, 0xffff]);
    expect(reading.troubles).toEqual([]);
  });

  it('finds what a chip keeps from its search, and says that it does', async () => {
    for (const deaf of [[0x02], [0x1a], []]) {
      const hidden = new Map([[0xfe00, [area(0x1000, 0x173f)]]]);
      const { reading } = await readParts({ ...EMPTIED, hidden, deaf });
      expect(reading.systems[0]?.nodes).toEqual([ROOT, area(0x1000, 0x173f)]);
      expect(reading.troubles).toEqual([...(deaf.length > 0 ? ['walk-incomplete'] : []), 'walk-disagrees']);
    }
  });

  it('takes a chip that does not know the lists at its search, and one that refuses them', async () => {
    const old = await readParts({ ...EMPTIED, pmm: '01170b4142434445' });
    const refuses = await readParts({ ...EMPTIED, deaf: [0x22, 0x70] }, ({ frame, answer }) =>
      [0x1a, 0x1e].includes(frame[1] ?? 0) ? refusal(frame) : answer,
    );
    for (const { reading } of [old, refuses]) {
      expect(reading.troubles).toEqual([]);
      expect(reading.systems[0]).toMatchObject({ nodes: [ROOT], blocks: null, isWhole: true });
      expect(reading.container).toBeNull();
    }
  });

  it('reads a code list that counts its packets from one', async () => {
    const chip = new SimpleChip({ ...EMPTIED, hidden: new Map([[0xfe00, [service(0x4009)]]]) });
    const { reading } = await read(
      new SimpleReader(chip, ({ frame, answer }) => {
        if (frame[1] !== 0x1a) return answer;
        if (frame[12] === 0) return refusal(frame);
        return chip.answer(frame.with(12, (frame[12] ?? 0) - 1));
      }),
    );
    expect(reading.systems[0]?.nodes).toEqual([ROOT, service(0x4009)]);
    expect(reading.troubles).toEqual(['walk-disagrees']);
  });

  it('says that a system which is listed and cannot be called is not known', async () => {
    const { reading } = await readParts({ ...EMPTIED, list: [0xfe00, 0xfe0f, 0x8008] });
    expect(reading.troubles).toEqual(['walk-incomplete']);
    expect(reading.systems).toContainEqual({ code: 0x8008, seenBy: 'list', nodes: [], isWhole: false, blocks: null });
  });

  it('says that of two systems under one code only one was seen', async () => {
    expect((await readParts({ ...EMPTIED, list: [0xfe00, 0xfe0f, 0xfe0f] })).reading.troubles).toEqual([
      'walk-incomplete',
    ]);
  });

  it('takes no end mark for a structure, and no other beginning', async () => {
    for (const nodes of [[], [area(0x1000, 0x1fff)]]) {
      const { reading } = await readParts({ systems: new Map([...EMPTIED.systems, [0xfe00, nodes]]) });
      expect(reading.troubles).toContain('walk-incomplete');
      expect(reading.systems[0]?.isWhole).toBe(false);
    }
  });

  it('does not walk in a circle', async () => {
    const { reading } = await readParts({ systems: new Map([[0xfe00, [ROOT, service(8), service(8)]]]) });
    expect(reading.troubles).toContain('walk-disagrees');
    expect(reading.systems[0]).toMatchObject({ nodes: [ROOT, service(8)], isWhole: false });
  });

  it('says that no list of systems came', async () => {
    const { reading } = await readParts({ ...EMPTIED, deaf: [0x0c] });
    expect(reading.troubles).toEqual(['no-system-list']);
    expect(reading.systems.map(({ code, seenBy }) => [code, seenBy])).toEqual([[0xfe00, 'poll']]);
  });

  it('tells a card, a program on the phone, and a chip that is in no table', async () => {
    expect((await readParts(CARD)).reading).toMatchObject({ chip: { kind: 'card' }, troubles: ['loose-card'] });
    const lite = (await readParts(LITE)).reading;
    expect(lite).toMatchObject({ chip: { kind: 'card' }, systemList: null, troubles: ['loose-card'] });
    expect(lite.systems).toEqual([{ code: 0x88b4, seenBy: 'poll', nodes: [], isWhole: false, blocks: null }]);
    const odd = await readParts({ ...EMPTIED, pmm: '01770b4142434445' });
    expect(odd.reading).toMatchObject({ chip: { kind: 'unlisted' }, troubles: ['unlisted-chip'] });
    const program = new SimpleReader(new SimpleChip({ ...EMPTIED, idm: '02fe000000000001' }));
    expect((await read(program)).reading).toMatchObject({
      chip: { kind: 'host-emulation' },
      troubles: ['host-emulation'],
    });
    expect(program.codes).toEqual([0, 0]);
  });

  it('says that nothing answered, after three systems were called', async () => {
    const reader = new SimpleReader({ answer: () => ({ is: 'silent' }) });
    const { reading, idm } = await read(reader);
    expect(reading).toMatchObject({ chip: null, systemList: null, systems: [], troubles: ['no-answer'] });
    expect(idm).toBeNull();
    expect(reader.frames.map((frame) => toHex(frame.subarray(2, 4)))).toEqual([
      ...['ffff', 'ffff', 'ffff'],
      ...['fe00', 'fe00', 'fe00', '0003', '0003', '0003'],
    ]);
  });

  it('does not take for nothing what answers only by name', async () => {
    const { reading } = await readParts(USED, ({ frame, answer }) =>
      frame[1] === 0 && frame[2] === 0xff ? { is: 'silent' } : answer,
    );
    expect(reading.troubles).toEqual(['walk-disagrees']);
    expect(reading.systems).toHaveLength(3);
  });

  it('takes noise for no silence', async () => {
    const { reading } = await readParts(EMPTIED, noise);
    expect(reading.troubles).toEqual(['bad-answer']);
    const once = await readParts(EMPTIED, ({ frame, answer }) => (frame[2] === 0x88 ? { is: 'noise' } : answer));
    expect(once.reading.troubles).toEqual(['bad-answer']);
  });

  it('bears silence twice', async () => {
    let turn = 0;
    const { reading } = await readParts(USED, ({ answer }) => {
      turn += 1;
      return turn % 3 === 0 ? answer : { is: 'silent' };
    });
    expect(reading.troubles).toEqual([]);
    expect(reading.systems).toHaveLength(3);
  });

  it('calls a system again that was forgotten when the chip left the field for a moment', async () => {
    let isForgotten = false;
    const { reading } = await readParts(USED, ({ index, frame, answer }) => {
      if (frame[1] === 0) isForgotten = false;
      if (index === 12) isForgotten = true;
      return isForgotten ? { is: 'silent' } : answer;
    });
    expect(reading.troubles).toEqual([]);
    expect(reading.systems.map(({ nodes }) => nodes.length)).toEqual([4, CONTAINER.length, SUICA.length]);
  });

  it('throws what the reader throws, and the reason of who stops it', async () => {
    const hot = new Error('hot');
    await expect(
      readParts(EMPTIED, ({ index, answer }) => {
        if (index === 5) throw hot;
        return answer;
      }),
    ).rejects.toBe(hot);
    const stop = new AbortController();
    const reader = new SimpleReader(new SimpleChip(EMPTIED), ({ index, answer }) => {
      if (index === 7) stop.abort(new Error('enough'));
      return answer;
    });
    await expect(read(reader, 'full', stop.signal)).rejects.toThrow('enough');
    expect(reader.frames).toHaveLength(8);
  });

  it('tells how far it is', async () => {
    const heard: string[] = [];
    await readChip(new SimpleReader(new SimpleChip(EMPTIED)), {
      scan: 'full',
      signal: never,
      now: () => new Date(),
      onProgress: ({ system, nodes }) => heard.push(`${system?.toString(16) ?? '-'} ${nodes}`),
    });
    expect(heard.slice(0, 4)).toEqual(['- 0', 'fe00 0', 'fe00 1', 'fe0f 0']);
    expect(heard).toContain(`fe0f ${CONTAINER.length}`);
  });
});

describe('the reading of an iPhone', () => {
  it.each<[string, Happening, readonly string[]]>([
    ['answers', ({ answer }) => answer, ['iphone-poll-only']],
    ['is silent', () => ({ is: 'silent' }), ['no-answer', 'iphone-poll-only']],
    ['collides', () => ({ is: 'collision' }), ['several-chips', 'iphone-poll-only']],
    ['is noisy', noise, ['bad-answer', 'iphone-poll-only']],
    ['says something else', () => ({ is: 'answer', frame: fromHex('0302') }), ['bad-answer', 'iphone-poll-only']],
  ])('is one single poll for 0003 when it %s', async (_name, happens, troubles) => {
    const reader = new SimpleReader(new SimpleChip({ pmm: '01168b4142434445', systems: new Map([[3, []]]) }), happens);
    const { reading } = await read(reader, 'iphone');
    expect(reader.frames.map(toHex)).toEqual(['060000030103']);
    expect(reading.troubles).toEqual(troubles);
    expect(reading.frames).toBe(1);
    expect(reading.systems.map(({ code }) => code)).toEqual(troubles.length === 1 ? [3] : []);
  });

  it('knows a card in the case for what it is', async () => {
    const { reading } = await read(new SimpleReader(new SimpleChip(CARD)), 'iphone');
    expect(reading.troubles).toEqual(['loose-card', 'iphone-poll-only']);
  });
});
