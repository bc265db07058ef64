import type { RecordedError } from '../domain/entry-kinds.ts';
import type { ErrorFacts } from '../domain/errors.ts';
import { type FactsFor, type Language, say, sayByName, sayError, type TextKey } from '../domain/text.ts';
import { useShelf } from './desk.tsx';

/** The texts in the language of the moment. */
export interface Texts {
  readonly language: Language;
  say<Key extends TextKey>(key: Key, ...facts: FactsFor<Key>): string;
  sayByName(key: string, facts?: ErrorFacts): string;
  sayError(error: RecordedError): { title: string; action: string };
}

/** Speaks the language that is set; a change of it draws every text again. */
export function useText(): Texts {
  const language = useShelf(({ state }) => state?.settings.language ?? 'ja');
  return {
    language,
    say: (key, ...facts) => say(language, key, ...facts),
    sayByName: (key, facts) => sayByName(language, key, facts),
    sayError: (error) => sayError(language, error),
  };
}
