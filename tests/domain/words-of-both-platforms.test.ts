import { expect, test } from 'vitest';
import { type Language, say, sayError } from '../../domain/text.ts';

const LANGUAGES: readonly Language[] = ['ja', 'en'];
const of = (code: 'erase.unconfirmed' | 'device.identity-unreadable', facts = {}) =>
  LANGUAGES.map((language) => sayError(language, { code, facts }));

test('the battery that is wanted is told as each platform wants it', () => {
  for (const language of LANGUAGES) {
    const words = say(language, 'blocker.low-battery.fix');
    expect(words).toMatch(/iPhone.*20.?%.*Android.*30.?%.*50.?%/);
  }
});

test('a number that cannot be read is not asked of an iPhone by a code that it does not take in its set-up', () => {
  const told = [
    ...LANGUAGES.map((language) => say(language, 'blocker.identity-unreadable.fix')),
    ...of('device.identity-unreadable').map(({ action }) => action),
  ];
  for (const words of told) expect(words).toMatch(/Android.*#06#.*iPhone/);
  for (const language of LANGUAGES) expect(say(language, 'instruction.read-imei')).toMatch(/IMEI.*#06#.*iPhone.*\(i\)/);
});

test('an erasure that nothing confirms is told in one language, and claims no order that a person may never have given', () => {
  // Records of earlier versions carry what was awaited, in English.
  const [ja, en] = of('erase.unconfirmed', { what: 'did not leave' });
  expect(ja?.title).toBe('端末が消去されたと確かめられません');
  expect(en?.title).toBe('Nothing confirms that the phone was erased');
});
