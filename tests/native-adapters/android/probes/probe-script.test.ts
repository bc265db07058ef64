import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProbeAnswers, probeScript } from '../../../../native-adapters/android/probes/probe-script.ts';

const TOKEN = 'f00dfeedf00dfeed';
const frame = (name: string, body: string, code: number | string = 0, token = TOKEN): string =>
  `<${token} ${name}\n${body}\n>${token} ${name} ${code}\n`;
const asObject = (output: string) => Object.fromEntries(parseProbeAnswers(output, TOKEN));

describe('the script of one round trip', () => {
  test('frames each command with its token and keeps its exit code and its errors', () => {
    expect(probeScript({ a: 'getprop', b: 'dumpsys account' }, 'T')).toBe(
      'echo "<T a"; getprop 2>&1; c=$?; echo; echo ">T a $c"; echo "<T b"; dumpsys account 2>&1; c=$?; echo; echo ">T b $c"',
    );
  });

  test('gives back every answer whatever is in it, as long as it does not hold the token', () => {
    const body = fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => !text.includes(TOKEN));
    const answers = fc.dictionary(fc.stringMatching(/^[a-z-]{1,12}$/), fc.tuple(body, fc.nat(255)), { maxKeys: 6 });
    fc.assert(
      fc.property(answers, (said) => {
        const output = Object.entries(said).map(([name, [text, code]]) => frame(name, text, code));
        const expected = Object.entries(said).map(([name, [text, code]]) => [
          name,
          { text: text.replaceAll('\r', '').replace(/\n+$/, ''), exitCode: code },
        ]);
        expect(asObject(output.join(''))).toEqual(Object.fromEntries(expected));
      }),
    );
  });

  test('takes answers of a terminal, with a carriage return at each line end', () => {
    expect(asObject(frame('df', 'one\ntwo', 1).replaceAll('\n', '\r\n'))).toEqual({
      df: { text: 'one\ntwo', exitCode: 1 },
    });
  });
});

describe('answers that are not whole', () => {
  test.each([
    ['no end', `<${TOKEN} a\nbody\n`],
    ['no begin', `body\n>${TOKEN} a 0\n`],
    ['the end of another', `<${TOKEN} a\nbody\n>${TOKEN} b 0\n`],
    ['no exit code', frame('a', 'body', '')],
    ['a long exit code', frame('a', 'body', '1000')],
    ['an exit code in words', frame('a', 'body', 'x')],
    ['another token', frame('a', 'body', 0, 'f00dfeedf00dfeee')],
    ['nothing', ''],
  ])('%s: not answered', (_name, output) => {
    expect(asObject(output)).toEqual({});
  });

  test('an answer that begins twice loses its first half and keeps its second', () => {
    expect(asObject(`<${TOKEN} a\nforged\n<${TOKEN} a\nreal\n>${TOKEN} a 0\n`)).toEqual({
      a: { text: 'real', exitCode: 0 },
    });
  });

  test('frames that text inside an answer imitates under a guessed token stay text', () => {
    const forged = frame('accounts', 'Accounts: 0', 0, '0000000000000000');
    expect(asObject(frame('props', forged, 0))).toEqual({ props: { text: forged.trimEnd(), exitCode: 0 } });
  });

  test('any cut of an output loses whole answers and never makes a new one', () => {
    const whole = frame('accounts', 'Accounts: 3') + frame('df', 'x\ny', 7);
    const all = asObject(whole);
    fc.assert(
      fc.property(fc.nat(whole.length), (at) => {
        for (const [name, answer] of Object.entries(asObject(whole.slice(0, at)))) expect(answer).toEqual(all[name]);
      }),
    );
  });

  test('an overlong answer is read in passable time', () => {
    const body = '<'.repeat(100_000).concat('\n').repeat(20);
    expect(asObject(frame('a', body)).a?.text.length).toBe(body.length - 1);
  });
});
