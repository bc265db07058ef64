import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedLog } from '../../../../native-adapters/felica/chip/masked-log.ts';

const IDM = '01234567deadbeef';
const OTHER = '0199887766554433';
const PMM = '0118b6aa428485d0';

describe('a log for others', () => {
  it('has names where numbers stood, and the number of the system that answered', () => {
    const log = [
      '=> 06 00',
      '=> 0600ffff0103',
      `<= 1401${IDM}${PMM}fe00`,
      `=> 0a0c${IDM}`,
      `<= 0d0d1${IDM.slice(1)}01fe00`,
      '=> 04700000',
      '<= 0a71aabbccddeeff0011',
      '=> 042e0000',
      '<= 0b2f0102030405060708aa',
      '<= timeout',
    ];
    expect(maskedLog({ log, idm: IDM })).toEqual([
      '=> 06 00',
      '=> 0600ffff0103',
      `<= 1401<idm:0>${PMM}fe00`,
      '=> 0a0c<idm:0>',
      '<= 0d0d<idm:1>01fe00',
      '=> 04700000',
      '<= 0a71<container>',
      '=> 042e0000',
      '<= 0b2f0102030405060708aa',
      '<= timeout',
    ]);
  });

  it('names a second chip apart, also when no chip was settled on', () => {
    const log = [`<= 1401${IDM}${PMM}`, `<= 1401${OTHER}${PMM}`];
    expect(maskedLog({ log, idm: null })).toEqual([`<= 1401<idm:0>${PMM}`, `<= 1401<idm2:0>${PMM}`]);
    expect(maskedLog({ log, idm: OTHER })).toEqual([`<= 1401<idm2:0>${PMM}`, `<= 1401<idm:0>${PMM}`]);
  });

  it('shows the number nowhere, whatever the lines are', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), maxLength: 20 });
    const line = fc
      .tuple(fc.constantFrom('=> ', '<= ', ''), hex, fc.constantFrom('', IDM, `3${IDM.slice(1)}`), hex)
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (log) => {
        expect(maskedLog({ log, idm: IDM }).join('\n')).not.toContain(IDM.slice(1));
      }),
    );
  });
});
