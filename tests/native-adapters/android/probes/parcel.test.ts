import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseParcel } from '../../../../native-adapters/android/probes/parcel.ts';
import { refusedReply, stringReply } from '../../../../practice/phone/parcel.ts';

// As Android prints it: words in hex, the same bytes as text; the quotes may hold anything.
const REAL = `Result: Parcel(
  0x00000000: 00000000 0000000f 00390034 00310030 '........4.9.0.1.'
  0x00000010: 00340035 00300032 00320033 00370033 '5.4.2.0.3.2.3.7.'
  0x00000020: 00310035 00000038                   '5.1.8...        ')`;

describe('what service call prints', () => {
  test('a text', () => {
    expect(parseParcel(REAL)).toEqual({ is: 'text', text: '490154203237518' });
  });

  test('any text survives the dump', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(parseParcel(stringReply(text))).toEqual({ is: 'text', text });
      }),
    );
  });

  test('a null and an exception are told apart', () => {
    expect(parseParcel(stringReply(null))).toEqual({ is: 'null' });
    expect(parseParcel(refusedReply('The user 2000 does not meet the requirements'))).toEqual({ is: 'exception' });
  });

  test.each([
    ['nothing', ''],
    ['another text', 'service: Service iphonesubinfo does not exist'],
    ['an empty parcel', 'Result: Parcel()'],
    ['an error inside', "Result: Parcel(Error: 0xfffffffffffffff7 'Bad file number')"],
    ['half a head', "Result: Parcel(00000000    '....')"],
    [
      'a text that is longer than its bytes',
      "Result: Parcel(\n 0x00000000: 00000000 0000000f 00390034 '........4.9.')",
    ],
    ['a text of a size that nobody has', "Result: Parcel(\n 0x00000000: 00000000 7fffffff 00390034 '........4.9.')"],
    ['a negative size', "Result: Parcel(\n 0x00000000: 00000000 fffffff0 00390034 '........4.9.')"],
  ])('%s is none', (_name, text) => {
    expect(parseParcel(text)).toBeNull();
  });

  test('a dump that is cut anywhere is never another text', () => {
    fc.assert(
      fc.property(fc.nat(REAL.length), (at) => {
        const read = parseParcel(REAL.slice(0, at));
        expect(read === null || (read.is === 'text' && read.text === '490154203237518')).toBe(true);
      }),
    );
  });
});
