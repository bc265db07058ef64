import type { ReactNode } from 'react';
import type { EntryView } from '../../../domain/record-view.ts';
import { useShelf } from '../../desk.tsx';
import { useText } from '../../use-text.ts';
import { actorWords, entryTime, entryWords } from '../ledger/entry-words.ts';

/** The entries of one record in words, oldest first. */
export function RecordEntries({ entries }: { readonly entries: readonly EntryView[] }): ReactNode {
  const texts = useText();
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  return (
    <ol className="record-entries">
      {entries.map((entry) => (
        <li key={entry.seq}>
          <span className="num">{entryTime(entry)}</span>
          <span>{entryWords(texts, entry)}</span>
          <span className="field-hint">{actorWords(texts, entry.actor, accounts)}</span>
        </li>
      ))}
    </ol>
  );
}
