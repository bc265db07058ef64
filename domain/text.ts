import type { ErrorCode, ErrorFacts } from './errors.ts';
import { en } from './text/en.ts';
import { ja } from './text/ja.ts';

/** A language that every text exists in. */
export type Language = 'ja' | 'en';
/** The key of a text. */
export type TextKey = keyof typeof ja;

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

/** The values that the text of a key needs: none, or one for each `{name}` in it. */
export type FactsFor<Key extends TextKey> = [PlaceholdersOf<(typeof ja)[Key]>] extends [never]
  ? []
  : [facts: Readonly<Record<PlaceholdersOf<(typeof ja)[Key]>, string | number>>];

// A key missing from the English texts, or one too many, does not compile.
const texts: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { ja, en };
type MissingInJapanese = Exclude<keyof typeof en, TextKey>;
const noneMissing: [MissingInJapanese] extends [never] ? true : MissingInJapanese = true;

// A fact in brackets is an addition: where nobody knows it, the sentence goes without.
const ADDITION = /\s?[(（「"]\{(\w+)\}["」）)]/g;

function fill(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text
    .replaceAll(ADDITION, (whole, name: string) => (facts[name] === undefined ? '' : whole))
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** Returns the text of a key in a language with its placeholders filled. */
export function say<Key extends TextKey>(language: Language, key: Key, ...facts: FactsFor<Key>): string {
  return fill(texts[language][key], facts[0] ?? {});
}

/** Tells whether a string is the key of a text, so that a key read from a file can be used. */
export function isTextKey(key: string): key is TextKey {
  return noneMissing && Object.hasOwn(ja, key);
}

/** Returns the text of a key that is known only at run time; an unknown key is returned as it is, so that nothing is hidden. */
export function sayByName(language: Language, key: string, facts: ErrorFacts = {}): string {
  return isTextKey(key) ? fill(texts[language][key], facts) : key;
}

/** Returns the title and the next step of an error in a language. */
export function sayError(
  language: Language,
  error: Readonly<{ code: ErrorCode; facts: ErrorFacts }>,
): { title: string; action: string } {
  return {
    title: sayByName(language, `error.${error.code}.title`, error.facts),
    action: sayByName(language, `error.${error.code}.action`, error.facts),
  };
}
