import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { EntryView } from '../../../domain/record-view.ts';
import { useDesk, useShelf } from '../../desk.tsx';

const AT_ONCE = 200;

interface Pages {
  readonly entries: readonly EntryView[];
  /** Older ones can be asked for from here; null when the first was read, undefined before the first answer. */
  readonly before: number | null | undefined;
}

/** Reads the entries of the ledger, newest first, page by page; new ones are put on top as they are written. */
export function useEntries() {
  const { workstation } = useDesk();
  const count = useShelf(({ state }) => state?.ledger.entries ?? 0);
  const [pages, setPages] = useState<Pages>({ entries: [], before: undefined });
  const [error, setError] = useState<RecordedError | null>(null);
  const [isReading, setReading] = useState(true);
  const isAtWork = useRef(false);
  const isWanted = useRef(false);
  const read = useCallback(
    async (before: number | null): Promise<void> => {
      if (isAtWork.current) {
        // What was written during a reading is read after it.
        isWanted.current ||= before === null;
        return;
      }
      isAtWork.current = true;
      setReading(true);
      const reply = await workstation.call('list-entries', { before, most: AT_ONCE });
      isAtWork.current = false;
      setReading(false);
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setPages((known) => joined(known, reply.value));
      const isNext = isWanted.current && reply.ok;
      isWanted.current = false;
      if (isNext) await read(null);
    },
    [workstation],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new count says that there are newer entries.
  useEffect(() => {
    void read(null);
  }, [read, count]);
  const { entries, before } = pages;
  return { entries, before, error, isReading, readMore: () => (before ? read(before) : Promise.resolve()) };
}

/** Puts a page to what is known: each entry once, newest first, and the older end of both. */
export function joined(
  known: Pages,
  page: { readonly entries: readonly EntryView[]; readonly before: number | null },
): Pages {
  const bySeq = new Map([...known.entries, ...page.entries].map((entry) => [entry.seq, entry]));
  const entries = [...bySeq.values()].toSorted((a, b) => b.seq - a.seq);
  const [first] = known.entries;
  const last = page.entries.at(-1);
  // A gap between what is known and a newer page would hide entries, so the older ones are read again from the page on.
  const hasGap = first !== undefined && last !== undefined && last.seq > first.seq + 1;
  if (hasGap) return { entries: page.entries, before: page.before };
  const isOlder = known.before === undefined || (known.before !== null && (page.before ?? 0) < known.before);
  return { entries, before: isOlder ? page.before : known.before };
}
