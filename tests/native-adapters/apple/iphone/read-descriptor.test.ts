import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainHex, readDescriptor } from '../../../../native-adapters/apple/iphone/read-descriptor.ts';

const CHIP = 'CPID:8110 CPRV:11 CPFM:03 SCEP:01 BDID:18 ECID:000A6C9102C0401E IBFL:3C';
const NOTHING = { ecid: null, serial: null, chip: null, board: null };

describe('a serial string of a phone without iOS', () => {
  test('in recovery mode has its numbers and its serial', () => {
    const seen = { ecid: 'a6c9102c0401e', serial: 'F4GDH2ABC1', chip: '8110', board: '18' };
    expect(readDescriptor(`${CHIP} SRNM:[F4GDH2ABC1]`)).toEqual(seen);
    expect(readDescriptor(`SRNM:[F4GDH2ABC1] ${CHIP}`)).toEqual(seen);
    expect(readDescriptor(`${CHIP} IMEI:[356938035643809] SRNM:[F4GDH2ABC1]`)).toEqual(seen);
  });

  test('in DFU mode has its numbers alone', () => {
    expect(readDescriptor(`${CHIP} SRTG:[iBoot-7429.0.1]`)).toEqual({
      ecid: 'a6c9102c0401e',
      serial: null,
      chip: '8110',
      board: '18',
    });
  });

  test.each<[string, string | null, Partial<typeof NOTHING> | { ecid: string }]>([
    ['none', null, {}],
    ['nothing', '', {}],
    ['the serial of a phone that runs', '00008110000A6C9102C0401E', {}],
    ['no digits', 'ECID:', {}],
    ['too many digits', 'ECID:00000000000000001', {}],
    ['zero', 'ECID:0000000000000000', {}],
    ['other letters', 'ECID:12G4', {}],
    ['a number with a tail', 'ECID:12;rm', {}],
    ['a name within a name', 'XECID:12', {}],
    ['small letters', 'ecid:00ab', { ecid: 'ab' }],
    ['a serial that is no serial', 'SRNM:[../../etc] ECID:1', { ecid: '1' }],
    ['a serial without its end', 'SRNM:[F4GDH2ABC1 ECID:1', { ecid: '1' }],
    ['an empty serial', 'SRNM:[] ECID:1', { ecid: '1' }],
    ['text of another kind', `\u0000ECID:1\u0000`, {}],
  ])('with %s is read as far as it can be', (_name, text, seen) => {
    expect(readDescriptor(text)).toEqual({ ...NOTHING, ...seen });
  });

  test('never throws, and gives nothing that is not a number or a serial (property)', () => {
    const piece = fc.oneof(
      fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom('ECID:', ' ', 'SRNM:[', ']', 'CPID:8110', '0000000000000001', 'A', '\n', '💥', '\ud800'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { ecid, serial, chip, board } = readDescriptor(pieces.join(''));
        expect(ecid ?? '1').toMatch(/^[1-9a-f][0-9a-f]{0,15}$/);
        expect(serial ?? 'AAAAAAAA').toMatch(/^[A-Z0-9]{8,14}$/);
        expect(chip ?? '0').toMatch(/^[0-9A-Fa-f]{1,16}$/);
        expect(board ?? '0').toMatch(/^[0-9A-Fa-f]{1,16}$/);
      }),
      { numRuns: 3000 },
    );
  });

  test('gives back any number that a phone can have (property)', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), (ecid) => {
        const hex = ecid.toString(16).toUpperCase().padStart(16, '0');
        expect(readDescriptor(`CPID:8110 ECID:${hex} IBFL:3C`).ecid).toBe(ecid.toString(16));
      }),
    );
  });
});

test('numbers are compared without leading zeros and in small letters', () => {
  expect(['000AB', 'ab', '0', '', 'g', '10000000000000000'].map(plainHex)).toEqual([
    'ab',
    'ab',
    null,
    null,
    null,
    null,
  ]);
});
