import type { CauseAbout } from '../../../domain/cause.ts';
import { CAUSES, type Cause, type CauseFinding, type CauseId, causeWords } from '../../../domain/not-detected.ts';
import { holdsWords, searchable } from '../../state/search-words.ts';

/** What a search of the catalogue is narrowed to. */
export type KindFilter = CauseAbout | 'all';

// Both languages, so that a word is found that somebody read on the phone or in the other language.
const TEXTS: ReadonlyMap<CauseId, string> = new Map(
  CAUSES.map(({ id }) => {
    const [ja, en] = [causeWords('ja', id), causeWords('en', id)];
    return [id, searchable([ja.title, ja.see, ...ja.steps, en.title, en.see, ...en.steps].join('\n'))];
  }),
);

/** The causes of the catalogue that hold all words, in Japanese or English, and concern the kind. */
export function searchCauses(typed: string, kind: KindFilter): readonly Cause[] {
  return CAUSES.filter(({ id, about }) => {
    const isKind = kind === 'all' || kind === about;
    return isKind && holdsWords(TEXTS.get(id) ?? '', typed.trim());
  });
}

/** The findings of one certainty; one cause on several Ports stays several findings. */
export function findingsOf(
  findings: readonly CauseFinding[],
  certainty: CauseFinding['certainty'],
): readonly CauseFinding[] {
  return findings.filter((one) => one.certainty === certainty);
}
