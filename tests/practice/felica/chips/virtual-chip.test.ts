import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexOf } from '../../../../practice/felica/chips/bytes.ts';
import {
  iphoneChip,
  liteCard,
  looseCard,
  phoneChip,
  programOnPhone,
  transitCard,
} from '../../../../practice/felica/chips/new-chip.ts';
import { EMPTY_PHONE, phoneInUse } from '../../../../practice/felica/chips/structures.ts';
import type { VirtualChip } from '../../../../practice/felica/chips/virtual-chip.ts';
import { SeededRandom } from '../../../../practice/random.ts';
import { VECTOR_SYSTEMS, vectorCard } from '../card-of-vectors.ts';
import { poll, say, walk } from './talk.ts';

const random = (): SeededRandom => new SeededRandom('chips');
const inUse = (icCode = 0x18): VirtualChip => phoneChip(random(), icCode, phoneInUse(['edy', 'yodobashi'], true));
const ZEROS = '00'.repeat(16);

describe('a virtual chip', () => {
  it('answers a wildcard with its first system, and a code with its own system under another number', () => {
    const chip = inUse();
    expect(say(chip, '00ffff0100')?.slice(-4)).toBe('fe00');
    expect(say(chip, '00fe0f0100')?.slice(-4)).toBe('fe0f');
    expect(poll(chip, 'feff')?.slice(0, 1)).toBe('0');
    expect(poll(chip, 'ff03')?.slice(0, 1)).toBe('2');
    const numbers = ['fe00', 'fe0f', '0003'].map((code) => poll(chip, code) ?? '');
    expect(numbers.map((idm) => idm.slice(0, 1))).toEqual(['0', '1', '2']);
    expect(new Set(numbers.map((idm) => idm.slice(1))).size).toBe(1);
    expect(poll(chip, '12fc')).toBeNull();
  });

  it('answers commands only under the number of the system that was polled last', () => {
    const chip = inUse();
    const common = poll(chip, 'fe00') ?? '';
    const transit = poll(chip, '0003') ?? '';
    expect(say(chip, `04${common}`)).toBeNull();
    expect(say(chip, `04${transit}`)).toBe(`05${transit}00`);
    chip.wake();
    expect(say(chip, `04${common}`)).toBe(`05${common}00`);
  });

  it('on a phone takes no Polling with bytes behind its end, a plain card does', () => {
    expect(say(inUse(), '00ffff010000')).toBeNull();
    expect(say(inUse(), '00ffff0102')).toBeNull();
    expect(say(looseCard(random(), 0x31, VECTOR_SYSTEMS), '00ffff010000')).not.toBeNull();
  });

  it('lists all systems, and walks each to its end in the order of codes', () => {
    const chip = inUse();
    const common = poll(chip, 'ffff') ?? '';
    expect(say(chip, `0c${common}`)).toBe(`0d${common}03fe00fe0f0003`);
    const nodes = walk(chip, common);
    expect(nodes.slice(0, 3)).toEqual(['0000feff', '00103f17', '01103f17']);
    expect(nodes).toContain('0b11');
    expect(nodes).toContain('092d');
    const container = walk(chip, poll(chip, 'fe0f') ?? '');
    expect(container).toEqual([
      '0000feff',
      '0010ff7f',
      '0110ff7f',
      '0810',
      '0820',
      '0080ffdf',
      '0180ffaf',
      '0880',
      '0890',
      '08a0',
      '01b0ffbf',
      '08b0',
      '48b0',
    ]);
  });

  it.each([0, 1] as const)('tells the same nodes by Request Code List, packet by packet from %i', (firstPacket) => {
    const systems = phoneInUse(['edy', 'nanaco', 'waon', 'quicpay', 'yodobashi', 'unnamed']);
    const chip = phoneChip(random(), 0x18, systems, { firstPacket });
    const idm = poll(chip, 'fe00') ?? '';
    const told: string[] = [];
    let goesOn = true;
    for (let packet = firstPacket; goesOn; packet += 1) {
      const answer = say(chip, `1a${idm}ffff${packet.toString(16).padStart(2, '0')}00`)?.slice(18) ?? '';
      expect(answer.slice(0, 4)).toBe('0000');
      goesOn = answer.slice(4, 6) === '01';
      const areas = Number.parseInt(answer.slice(6, 8), 16);
      told.push(...(answer.slice(8, 8 + areas * 8).match(/.{8}/g) ?? []));
      told.push(...(answer.slice(10 + areas * 8).match(/.{4}/g) ?? []));
    }
    expect(told.toSorted()).toEqual([...walk(chip, idm)].toSorted());
    expect(told.length).toBeGreaterThan(24);
    if (firstPacket === 1) expect(say(chip, `1a${idm}ffff0000`)?.slice(18)).toBe('ffa6');
    expect(say(chip, `1a${idm}ffff6300`)?.slice(18)).toBe('ffa6');
    const belowEdy = say(chip, `1a${idm}0110${firstPacket === 1 ? '0100' : '0000'}`)?.slice(18);
    expect(belowEdy).toBe(`0000000006${['0811', '0b11', '1013', '1713', '0c17', '0f17'].join('')}`);
  });

  it('counts blocks: all free in an empty common area, fewer in one that is used', () => {
    const free = (chip: VirtualChip): string => say(chip, `1e${poll(chip, 'fe00')}010000`)?.slice(18) ?? '';
    expect(free(phoneChip(random(), 0x18, EMPTY_PHONE))).toBe('000001fb04fb04');
    expect(free(inUse())).toBe(
      `000001fb04${(1275 - 30)
        .toString(16)
        .padStart(4, '0')
        .replace(/(..)(..)/, '$2$1')}`,
    );
  });

  it('is silent to what its IC does not know', () => {
    const silent = (chip: VirtualChip): string[] => {
      const idm = poll(chip, 'ffff') ?? '';
      const requests: Record<string, string> = {
        '02': '010000',
        '04': '',
        '06': '010b000180 00',
        '0a': '0000',
        '0c': '',
        '1a': '00000000',
        '1e': '010000',
        '22': '0000',
        '70': '',
      };
      return Object.keys(requests).filter((code) => {
        const data = (requests[code] ?? '').replaceAll(' ', '');
        return say(chip, code === '70' ? '700000' : `${code}${idm}${data}`) === null;
      });
    };
    expect(silent(inUse(0x18))).toEqual([]);
    expect(silent(inUse(0x17)).toSorted()).toEqual(['1a', '1e', '22', '70']);
    expect(silent(inUse(0x14)).toSorted()).toEqual(['1a', '1e', '22', '70']);
    expect(silent(liteCard(random())).toSorted()).toEqual(['02', '04', '0a', '0c', '1a', '1e', '22', '70']);
    expect(silent(programOnPhone(random()))).toHaveLength(9);
  });

  it('tells key versions, container facts and versions', () => {
    const container = { carrier: '01DCM', model: 'SC-51D' };
    const chip = phoneChip(random(), 0x18, phoneInUse(['edy']), { container });
    const idm = poll(chip, 'fe00') ?? '';
    expect(say(chip, `02${idm}030b1117100000`)?.slice(18)).toBe('030100ffff0100');
    expect(say(chip, `32${idm}010b11`)?.slice(18)).toBe('0000410101000100');
    const issue = Buffer.from(say(chip, `22${idm}0000`)?.slice(18) ?? '', 'hex').toString('latin1');
    expect(issue).toBe('01DCMSC-51D\0\0\0\0\0');
    expect(say(chip, '700000')).toMatch(/^71[0-9a-f]{16}$/);
    expect(say(chip, `3c${idm}0000`)?.slice(18)).toBe('000000000500');
    expect(say(chip, `24${idm}0010`)?.slice(18)).toMatch(/^00000010/);
    expect([say(chip, `24${idm}0000`)?.slice(18), say(chip, `24${idm}0b11`)?.slice(18)]).toEqual(['ffe0', 'ffe2']);
  });

  it('reads keyless services alone, and says what is wrong with a list', () => {
    const chip = inUse();
    const idm = poll(chip, 'fe00') ?? '';
    const read = (data: string): string | undefined => say(chip, `06${idm}${data}`)?.slice(18);
    expect(read('010b110180 00'.replace(' ', ''))).toMatch(/^000001[0-9a-f]{32}$/);
    expect(read('010b1101000000')).toMatch(/^000001/);
    expect(read('01081101 8000'.replace(' ', ''))).toBe('01a5');
    expect(read('010b11018009')).toBe('01a8');
    expect(read('010b11018100')).toBe('01a3');
    expect(read(`010b1110${'8000'.repeat(16)}`)).toBe('ffa2');
  });

  it('is emptied by the function of its phone, and only so', () => {
    const chip = inUse();
    expect(chip.isEmpty).toBe(false);
    expect(chip.empty()).toBe(true);
    expect(chip.isEmpty).toBe(true);
    expect(walk(chip, poll(chip, 'fe00') ?? '')).toEqual(['0000feff']);
    expect(poll(chip, '0003')).toBeNull();
    const card = transitCard(random());
    expect([card.empty(), card.isEmpty, poll(card, '0003') === null]).toEqual([false, false, false]);
  });

  it('says nothing while it is locked or without power', () => {
    const chip = inUse();
    chip.isLocked = true;
    expect(poll(chip, 'ffff')).toBeNull();
    chip.isLocked = false;
    chip.isPowered = false;
    expect(poll(chip, 'ffff')).toBeNull();
    chip.isPowered = true;
    expect(poll(chip, 'ffff')).not.toBeNull();
  });

  it('on an iPhone answers to 0003 alone and counts how often Wallet came up', () => {
    const chip = iphoneChip(random());
    expect([poll(chip, 'ffff'), poll(chip, 'fe00')]).toEqual([null, null]);
    expect(poll(chip, '0003')).not.toBeNull();
    expect(chip.walletPopUps).toBe(2);
  });

  it('of a program begins with 02fe', () => {
    const chip = programOnPhone(random());
    expect(poll(chip, '4000')).toMatch(/^02fe/);
    expect(say(chip, '00ffff0100')).toMatch(/ffffffffffffffff4000$/);
  });

  it('writes down every frame that would change it, whether it answers or not', () => {
    const chip = inUse();
    const idm = poll(chip, 'fe00') ?? '';
    expect(say(chip, `08${idm}01092d018000${ZEROS}`)?.slice(18)).toBe('0000');
    expect(say(chip, `08${idm}010b11018000${ZEROS}`)?.slice(18)).toBe('01a5');
    expect(say(chip, `10${idm}01`)).toBeNull();
    expect(say(chip, `84${idm}01`)).toBeNull();
    expect(say(chip, `04${idm}`)).not.toBeNull();
    expect(chip.changingFrames.map((frame) => frame[1])).toEqual([0x08, 0x08, 0x10, 0x84]);
    expect(hexOf(chip.look(0xfe00, 0x2d09, 0) ?? new Uint8Array())).toBe(ZEROS);
  });

  it('whatever it is sent, answers with a whole frame of its own or not at all', () => {
    const chips = [inUse(0x18), inUse(0x14), liteCard(random()), iphoneChip(random()), vectorCard(VECTOR_SYSTEMS)];
    const codes = [
      0x00, 0x02, 0x04, 0x06, 0x08, 0x0a, 0x0c, 0x1a, 0x1e, 0x22, 0x24, 0x32, 0x38, 0x3a, 0x3c, 0x70, 0x99,
    ];
    let answered = 0;
    fc.assert(
      fc.property(
        fc.nat(chips.length - 1),
        fc.constantFrom(...codes),
        fc.uint8Array({ maxLength: 40 }),
        fc.boolean(),
        (which, code, data, isNamed) => {
          const chip = chips[which] ?? inUse();
          const idm = Buffer.from(poll(chip, 'ffff') ?? poll(chip, '0003') ?? '', 'hex');
          const body = isNamed ? [code, ...idm, ...data] : [code, ...data];
          const answer = chip.answer(Uint8Array.from([body.length + 1, ...body]), () => 0);
          if (answer === null) return;
          answered += 1;
          expect([answer.frame[0], answer.frame[1]]).toEqual([answer.frame.length, code + 1]);
        },
      ),
      { numRuns: 1500, examples: [[0, 0x04, new Uint8Array(), true]] },
    );
    expect(answered).toBeGreaterThan(0);
  });
});

describe('a virtual Lite-S', () => {
  const written = (chip: VirtualChip, block: string, bytes: string): string | undefined => {
    const idm = poll(chip, '88b4') ?? '';
    return say(chip, `08${idm}01090001 80${block}${bytes}`.replace(' ', ''))?.slice(18);
  };

  it('answers to 88B4 and 12FC over the same blocks under one number', () => {
    const chip = liteCard(random());
    const numbers = [poll(chip, 'ffff'), poll(chip, '88b4'), poll(chip, '12fc')];
    expect(new Set(numbers).size).toBe(1);
    expect(say(chip, '00ffff0100')?.slice(-4)).toBe('88b4');
    expect(say(chip, '0012fc0100')?.slice(-4)).toBe('12fc');
    expect(say(chip, `06${numbers[0]}010b00018000`)?.slice(18)).toMatch(/^00000110040100/);
  });

  it('lets its user blocks be zeroed one at a time, its register only count down, and its system blocks alone', () => {
    const chip = liteCard(random());
    expect(written(chip, '02', ZEROS)).toBe('0000');
    expect(hexOf(chip.look(0x88b4, 0x000b, 2) ?? new Uint8Array())).toBe(ZEROS);
    expect(written(chip, '0e', ZEROS)).toBe('0000');
    expect(written(chip, '0e', `01${'00'.repeat(15)}`)).toBe('01a5');
    expect(written(chip, '88', ZEROS)).toBe('01a5');
    const idm = poll(chip, '88b4') ?? '';
    expect(say(chip, `08${idm}0109000280008001${ZEROS}${ZEROS}`)?.slice(18)).toBe('ffa2');
  });
});
