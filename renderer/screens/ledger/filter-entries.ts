import type { EntryView } from '../../../domain/record-view.ts';
import { holdsWords, searchable } from '../../state/search-words.ts';
import { type EntryGroup, groupOf } from './entry-words.ts';

/** What the list of entries is narrowed to. */
export interface EntryFilter {
  readonly group: EntryGroup | 'all';
  readonly text: string;
}

/** The entries of a group that hold all words in their actor, Port, job or record. */
export function filterEntries(entries: readonly EntryView[], { group, text }: EntryFilter): readonly EntryView[] {
  const typed = text.trim();
  return entries.filter(({ kind, actor, port, job, record }) => {
    if (group !== 'all' && groupOf(kind) !== group) return false;
    return typed === '' || holdsWords(searchable([actor, port, job, record].join('\n')), typed);
  });
}
