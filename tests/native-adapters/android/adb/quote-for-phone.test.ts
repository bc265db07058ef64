import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteForPhone } from '../../../../native-adapters/android/adb/quote-for-phone.ts';

const nasty = fc.constantFrom(
  "'",
  '"',
  '\\',
  '$(id)',
  '`id`',
  '\n',
  ';',
  '&',
  '|',
  '*',
  '~',
  '!',
  ' ',
  '-',
  '#',
  "'\\''",
  'é',
  '白',
);
const argument = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 12 })
  .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed());

test('a real shell gives back exactly the quoted arguments (property)', () => {
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1, maxLength: 40 }), (wanted) => {
      const said = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${wanted.map(quoteForPhone).join(' ')}`]);
      expect(said.toString('utf8').split('\0').slice(0, -1)).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
});

test('NUL cannot be an argument', () => {
  expect(() => quoteForPhone('a\0b')).toThrow(RangeError);
});
