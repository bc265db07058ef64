import type { Fault } from './fault.ts';

/** Every text of one language under its dotted key. */
export type FlatTexts = ReadonlyMap<string, string>;

interface Claim {
  readonly pattern: RegExp;
  /** True when the sentence may stand if it denies the claim. */
  readonly deniable: boolean;
}

// What may never be printed, because nobody observed it: the guideline, NIST and RMJ certify no program, and no tool sees the whole flash.
const claims: readonly Claim[] = [
  { pattern: /復元不可|復元不能|復元できない/, deniable: true },
  { pattern: /100\s*(%|%|パーセント|percent)/i, deniable: false },
  { pattern: /準拠|適合証明/, deniable: false },
  { pattern: /保証/, deniable: true },
  { pattern: /完全(に)?消去|絶対に|永久に消/, deniable: false },
  { pattern: /RMJ\s*(認証|基準)|RMJ[- ]certified/i, deniable: false },
  { pattern: /第三者(による)?消去証明/, deniable: true },
  { pattern: /IEEE\s*2883|ISO\/IEC\s*27040|Rev\.?\s*1\b|DoD\s*5220/i, deniable: false },
  { pattern: /complian(t|ce)|conform(s|ant|ance)|certified by/i, deniable: true },
  { pattern: /guarante/i, deniable: true },
  { pattern: /unrecoverable|irrecoverable|(cannot|can not|impossible to) (be )?recover/i, deniable: false },
  {
    pattern:
      /(書き換える|消す|改ざんする)ことも?[^。]*でき(ない|ません)|tamper-?proof|(cannot|can not) be (deleted|rewritten|altered)/i,
    deniable: false,
  },
  // A phone's chip is only ever read; whoever emptied it was somebody else.
  {
    pattern:
      /(FeliCa|チップ|おサイフケータイ)[^。]{0,12}を(消去|上書き|初期化)(しました|済み)|(erased|overwr(ote|itten)|wiped|formatted) the (FeliCa|phone's)? ?chip/i,
    deniable: true,
  },
  { pattern: /military[- ]grade|forensically (clean|secure)|completely erased/i, deniable: false },
];
const denial = /ません|ではない|しない|未確認|\b(no|not|never|nothing|without)\b/i;
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const neutral = /^[A-Z0-9\s./:()+×-]*$/u;

/** Compares the two languages and judges every text. */
export function textPairFaults(ja: FlatTexts, en: FlatTexts): readonly Fault[] {
  return [
    ...missing(ja, en, 'en'),
    ...missing(en, ja, 'ja'),
    ...[...ja].flatMap(([key, text]) => [...japaneseText(key, text), ...placeholders(key, text, en.get(key))]),
    ...[...en].flatMap(([key, text]) => empty(`en ${key}`, text)),
    ...[...ja, ...en].flatMap(([key, text]) => claimFaults(key, text)),
  ];
}

/** Says which forbidden claims a text makes. */
export function claimFaults(where: string, text: string): readonly Fault[] {
  return text.split(/[。.!?\n]\s*/u).flatMap((sentence) =>
    claims
      .filter(({ pattern, deniable }) => pattern.test(sentence) && !(deniable && denial.test(sentence)))
      .map(({ pattern }) => ({
        rule: 'forbidden-claim',
        where,
        what: `nobody observed this: ${pattern.exec(sentence)?.[0]}`,
      })),
  );
}

/** Flattens nested plain data to dotted keys; anything that is not text at the end is reported by its key. */
export function flatten(value: unknown, key = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[key, value]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, key === '' ? name : `${key}.${name}`));
}

function missing(from: FlatTexts, to: FlatTexts, language: string): readonly Fault[] {
  return [...from.keys()]
    .filter((key) => !to.has(key))
    .map((key) => ({ rule: 'missing-text', where: key, what: `no text in ${language}` }));
}

function empty(where: string, text: string): readonly Fault[] {
  return text.trim() === '' ? [{ rule: 'empty-text', where, what: 'a person would read nothing' }] : [];
}

function japaneseText(key: string, text: string): readonly Fault[] {
  if (text.trim() === '') return empty(`ja ${key}`, text);
  const words = text.replace(/\{\w+\}/g, '');
  return japanese.test(words) || neutral.test(words)
    ? []
    : [{ rule: 'not-japanese', where: key, what: `the Japanese text has no Japanese in it: ${text}` }];
}

function placeholders(key: string, ja: string, en: string | undefined): readonly Fault[] {
  if (en === undefined) return [];
  const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join();
  return names(ja) === names(en)
    ? []
    : [{ rule: 'placeholders', where: key, what: `ja has {${names(ja)}}, en has {${names(en)}}` }];
}
