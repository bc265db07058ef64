import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentinel } from '../../../../native-adapters/android/adb/shell.ts';

const TOKEN = 'hakushi-0123456789abcdef-';
const split = (text: string) => {
  const { stdout, exitCode } = splitSentinel(Buffer.from(text, 'latin1'), TOKEN);
  return [Buffer.from(stdout).toString('latin1'), exitCode];
};

test.each([
  [`${TOKEN}0\n`, '', 0],
  [`${TOKEN}127\r\n`, '', 127],
  [`out${TOKEN}7\nlate`, 'outlate', 7],
  [`${TOKEN}\n7\n`, `${TOKEN}\n7\n`, null],
  [`${TOKEN}x7\n`, `${TOKEN}x7\n`, null],
  [`${TOKEN}1234\n`, `${TOKEN}1234\n`, null],
  [`${TOKEN}7`, `${TOKEN}7`, null],
  [`${TOKEN}0\n${TOKEN}9`, `${TOKEN}0\n${TOKEN}9`, null],
  ['0\n', '0\n', null],
  ['', '', null],
])('%j', (said, stdout, exitCode) => {
  expect(split(said)).toEqual([stdout, exitCode]);
});

test('every byte but the carriage return of a line end survives, whatever stands before the token (property)', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(255), (bytes, code) => {
      const { stdout, exitCode } = splitSentinel(Buffer.concat([bytes, Buffer.from(`${TOKEN}${code}\r\n`)]), TOKEN);
      const wanted = Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
      expect([Buffer.from(stdout), exitCode]).toEqual([wanted, code]);
    }),
    { numRuns: 500 },
  );
});
