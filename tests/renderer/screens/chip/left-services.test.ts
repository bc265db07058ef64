import { expect, it } from 'vitest';
import { say, sayByName, sayError } from '../../../../domain/text.ts';
import { countLeft, leftServices } from '../../../../renderer/screens/chip/chip-words.ts';
import type { Texts } from '../../../../renderer/use-text.ts';

const texts = (language: 'ja' | 'en'): Texts => ({
  language,
  say: (key, ...facts) => say(language, key, ...facts),
  sayByName: (key, facts) => sayByName(language, key, facts),
  sayError: (error) => sayError(language, error),
});
const named = (ja: string, en: string, code: string) => ({ name: { ja, en }, code });
const RESIDUES = [
  named('楽天Edy', 'Rakuten Edy', 'FE00 1000-173F'),
  named('楽天Edy：残高', 'Rakuten Edy: balance', 'FE00 1317'),
  { name: null, code: 'FE00 5000-51BF' },
  named('交通系：利用履歴', 'Transit: travel history', '0003 090F'),
  named('交通系（Suica・PASMOなど）', 'Transit (Suica, PASMO and others)', '0003'),
  { name: null, code: 'FE00 6000-61BF' },
];

it('names each service that is left once, with all that was seen of it, and what has no name in a group of its own', () => {
  expect(leftServices(texts('ja'), RESIDUES)).toEqual([
    { name: '楽天Edy', codes: ['FE00 1000-173F', 'FE00 1317'], count: 1 },
    { name: say('ja', 'chip.residue.unnamed'), codes: ['FE00 5000-51BF', 'FE00 6000-61BF'], count: 2 },
    { name: '交通系（Suica・PASMOなど）', codes: ['0003 090F', '0003'], count: 1 },
  ]);
  expect(leftServices(texts('en'), RESIDUES).map(({ name }) => name)).toEqual([
    'Rakuten Edy',
    say('en', 'chip.residue.unnamed'),
    'Transit (Suica, PASMO and others)',
  ]);
});

it('counts a named service once, and each thing without a name for itself', () => {
  const unnamed = Array.from({ length: 5 }, (_unused, at) => ({ name: null, code: `FE00 ${at}` }));
  expect(countLeft(leftServices(texts('ja'), unnamed))).toBe(5);
  expect(countLeft(leftServices(texts('ja'), RESIDUES))).toBe(4);
  expect(countLeft([])).toBe(0);
});
