import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHONE_COMMANDS } from '../../../../domain/chip-ic.ts';
import {
  readBlocks,
  requestBlockInformation,
  requestBlockInformationEx,
} from '../../../../native-adapters/felica/protocol/blocks.ts';
import { fromHex, toHex } from '../../../../native-adapters/felica/protocol/bytes.ts';
import type { Command } from '../../../../native-adapters/felica/protocol/command.ts';
import {
  getContainerId,
  getContainerIssueInformation,
  getContainerProperty,
} from '../../../../native-adapters/felica/protocol/container.ts';
import { polling } from '../../../../native-adapters/felica/protocol/polling.ts';
import {
  requestCodeList,
  requestService,
  requestServiceV2,
  searchServiceCode,
} from '../../../../native-adapters/felica/protocol/services.ts';
import {
  getSystemStatus,
  requestProductInformation,
  requestResponse,
  requestSpecificationVersion,
  requestSystemCode,
} from '../../../../native-adapters/felica/protocol/systems.ts';

const IDM = '0139000000000001';
const PMM = '01180b4142434445';
const chip = { idm: fromHex(IDM), pmm: fromHex(PMM) };
const value = (it: unknown): unknown => ({ is: 'value', value: it });
const frame = (code: string, rest: string): string => {
  const body = `${code}${rest}`;
  return `${(body.length / 2 + 1).toString(16).padStart(2, '0')}${body}`;
};

// Command, its frame, an answer, what it says. V numbers: vectors of the reader drivers, seen in logs or made with another implementation.
const VECTORS: readonly (readonly [string, Command<unknown>, string, string, unknown])[] = [
  ['V3 poll', polling(0xffff, 0), '0600ffff0100', `1401${IDM}${PMM}fe00`, { ...chip, system: 0xfe00 }],
  ['V7 poll with four slots', polling(0x0003, 3), '060000030103', `1401${IDM}${PMM}0003`, { ...chip, system: 3 }],
  ['V5 poll, no code told', polling(0xfe00, 0), '0600fe000100', `1201${IDM}${PMM}`, { ...chip, system: null }],
  ['V8 systems', requestSystemCode(chip), `0a0c${IDM}`, `0f0d${IDM}02fe00fe0f`, [0xfe00, 0xfe0f]],
  [
    'V9 area',
    searchServiceCode(chip, 1),
    `0c0a${IDM}0100`,
    `0e0b${IDM}c067ff68`,
    { is: 'area', first: 0x67c0, last: 0x68ff },
  ],
  ['V9 service', searchServiceCode(chip, 3), `0c0a${IDM}0300`, `0c0b${IDM}0b68`, { is: 'service', code: 0x680b }],
  ['V9 end', searchServiceCode(chip, 4), `0c0a${IDM}0400`, `0c0b${IDM}ffff`, null],
  [
    'V10 key versions',
    requestService(chip, [0x680b, 0x090f]),
    `0f02${IDM}020b680f09`,
    `0f03${IDM}020100ffff`,
    [1, null],
  ],
  ['V11 mode', requestResponse(chip), `0a04${IDM}`, `0b05${IDM}00`, 0],
  [
    'V12 read',
    readBlocks(chip, 0x680b, [0]),
    `1006${IDM}010b68018000`,
    `1d07${IDM}00000100112233445566778899aabbccddeeff`,
    [fromHex('00112233445566778899aabbccddeeff')],
  ],
  [
    'read of a block above 255',
    readBlocks(chip, 0x0009, [0x123]),
    `1106${IDM}01090001002301`,
    `1d07${IDM}00000100112233445566778899aabbccddeeff`,
    [fromHex('00112233445566778899aabbccddeeff')],
  ],
  [
    'V19 key versions, AES',
    requestServiceV2(chip, [0xffff]),
    `0d32${IDM}01ffff`,
    `1033${IDM}00004f010300`,
    [{ aes: 3, des: null }],
  ],
  [
    'both ciphers',
    requestServiceV2(chip, [8]),
    `0d32${IDM}010800`,
    `1233${IDM}000043010300ffff`,
    [{ aes: 3, des: null }],
  ],
  ['DES only', requestServiceV2(chip, [8]), `0d32${IDM}010800`, `1033${IDM}00003f010300`, [{ aes: null, des: 3 }]],
  [
    'V20 versions',
    requestSpecificationVersion(chip),
    `0c3c${IDM}0000`,
    `123d${IDM}0000000105010004`,
    { basic: 0x0501, options: [0x0400] },
  ],
  [
    'V21 code list',
    requestCodeList(chip, 0xffff, 0),
    `0e1a${IDM}ffff0000`,
    `151b${IDM}00000101c067ff68010b68`,
    {
      nodes: [
        { is: 'area', first: 0x67c0, last: 0x68ff },
        { is: 'service', code: 0x680b },
      ],
      goesOn: true,
    },
  ],
  [
    'V22 blocks',
    requestBlockInformationEx(chip, [0]),
    `0d1e${IDM}010000`,
    `111f${IDM}000001fb04fb04`,
    [{ assigned: 1275, free: 1275 }],
  ],
  ['blocks of nodes', requestBlockInformation(chip, [0x1008]), `0d0e${IDM}010810`, `0d0f${IDM}010500`, [5]],
  [
    'V23 container',
    getContainerIssueInformation(chip),
    `0c22${IDM}0000`,
    `1a23${IDM}014142550153482d353243000000001b`,
    { carrier: 'ABU', model: 'SH-52C' },
  ],
  ['V24 container id', getContainerId(chip.pmm), '04700000', `0a71${IDM}`, fromHex(IDM)],
  ['container property', getContainerProperty(chip.pmm, 1), '042e0100', '032f20', fromHex('20')],
  ['system status', getSystemStatus(chip), `0c38${IDM}0000`, `0f39${IDM}0000000142`, { flag: 0, data: fromHex('42') }],
  ['product', requestProductInformation(chip), `0a3a${IDM}`, `0e3b${IDM}0000010a`, fromHex('0a')],
];

describe('commands', () => {
  it.each(VECTORS)('%s', (...[, command, sent, answer, said]) => {
    expect(toHex(command.frame)).toBe(sent);
    expect(command.decode(fromHex(answer))).toEqual(value(said));
    expect(command.withinMs).toBeGreaterThanOrEqual(20);
  });

  it('are only such as a phone may receive', () => {
    const codes = new Set(VECTORS.map(([, command]) => command.code));
    expect([...codes].sort()).toEqual([...PHONE_COMMANDS].sort());
  });

  it.each(VECTORS)('take no answer that is not theirs, byte for byte: %s', (_name, command, _sent, answer) => {
    const right = fromHex(answer);
    const isWhole = (bytes: Uint8Array): boolean => command.decode(bytes).is === 'value';
    for (let cut = 0; cut < right.length; cut += 1) expect(isWhole(right.subarray(0, cut))).toBe(false);
    expect(isWhole(Uint8Array.of(...right, 0))).toBe(false);
    expect(isWhole(right.with(0, right.length - 1))).toBe(false);
    expect(isWhole(right.with(1, (right[1] ?? 0) + 1))).toBe(false);
    expect(isWhole(right.with(1, command.code))).toBe(false);
    // Every length byte made right again: the length is then the counts' affair.
    const longer = Uint8Array.of(...right, 0).with(0, right.length + 1);
    const isFree = [0x2e].includes(command.code);
    expect(isWhole(longer)).toBe(isFree);
  });

  it.each(VECTORS)('take no answer of another chip: %s', (_name, command, _sent, answer) => {
    const isAddressed = ![0x00, 0x2e, 0x70].includes(command.code);
    const other = fromHex(answer);
    for (let at = 2; at < 10 && isAddressed; at += 1) {
      expect(command.decode(other.with(at, (other[at] ?? 0) ^ 0x10))).toEqual({
        is: 'bad-answer',
        why: 'another chip',
      });
    }
    expect(command.decode(other).is).toBe('value');
  });

  it.each(VECTORS)('never throw, whatever comes: %s', (_name, command) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (noise, isFramed) => {
        const bytes = isFramed
          ? Uint8Array.of(noise.length + 10, command.code + 1, ...chip.idm, ...noise)
          : Uint8Array.from(noise);
        expect(['value', 'refused', 'bad-answer']).toContain(command.decode(bytes).is);
      }),
      { numRuns: 100 },
    );
  });
});

describe('status flags', () => {
  const read = readBlocks(chip, 0x090f, [0]);

  it('say that the chip refused, and why', () => {
    expect(read.decode(fromHex(`0c07${IDM}ffa6`))).toEqual({ is: 'refused', sf1: 0xff, sf2: 0xa6 });
    expect(read.decode(fromHex(`0c07${IDM}01a8`))).toEqual({ is: 'refused', sf1: 1, sf2: 0xa8 });
  });

  it('warn of wear without a refusal', () => {
    const answer = fromHex(`1d07${IDM}00710100112233445566778899aabbccddeeff`);
    expect(read.decode(answer).is).toBe('value');
  });

  it('are no refusal with data behind them', () => {
    expect(read.decode(fromHex(`0d07${IDM}ffa600`)).is).toBe('bad-answer');
  });
});

describe('answers that contradict themselves', () => {
  it.each<[string, Command<unknown>, string]>([
    ['no systems', requestSystemCode(chip), frame('0d', `${IDM}00`)],
    ['more systems than told', requestSystemCode(chip), frame('0d', `${IDM}01fe00fe0f`)],
    ['fewer key versions than asked', requestService(chip, [1, 2]), frame('03', `${IDM}010000`)],
    ['another block count', readBlocks(chip, 8, [0, 1]), frame('07', `${IDM}000001${'00'.repeat(16)}`)],
    ['an area that ends before it begins', searchServiceCode(chip, 0), frame('0b', `${IDM}00200010`)],
    ['a listed area that ends before it begins', requestCodeList(chip, 0, 0), frame('1b', `${IDM}000000010020001000`)],
    ['a mode that is none', requestResponse(chip), frame('05', `${IDM}04`)],
    ['more free than assigned', requestBlockInformationEx(chip, [0]), frame('1f', `${IDM}00000101000200`)],
    ['a poll for one system that another answers', polling(0xfe00, 0), frame('01', `${IDM}${PMM}0003`)],
  ])('%s', (_name, command, answer) => {
    expect(command.decode(fromHex(answer)).is).toBe('bad-answer');
  });

  it('polls with a wildcard take every byte in its place', () => {
    expect(polling(0xfeff, 0).decode(fromHex(frame('01', `${IDM}${PMM}fe0f`))).is).toBe('value');
    expect(polling(0xfeff, 0).decode(fromHex(frame('01', `${IDM}${PMM}0003`))).is).toBe('bad-answer');
  });
});

describe('what fits into a frame', () => {
  it('is refused before it is sent', () => {
    expect(() => requestService(chip, [])).toThrow(RangeError);
    expect(() =>
      requestService(
        chip,
        Array.from({ length: 33 }, (_unused, index) => index),
      ),
    ).toThrow(RangeError);
    expect(() => readBlocks(chip, 8, [])).toThrow(RangeError);
  });

  it('32 nodes fit', () => {
    const nodes = Array.from({ length: 32 }, (_unused, index) => index);
    expect(requestService(chip, nodes).frame).toHaveLength(75);
  });
});
