import { createContext, useContext, useEffect, useRef } from 'react';
import { isWriting } from '../../parts/is-writing.ts';

/** The keys that act on the board while the focus is in it. */
export type BoardKey = 's' | 'r' | 'i' | 'c' | 'l' | 'o' | 'h' | 'b';

// More than the pauses of a scanner, also on a busy machine, and still at once for whoever pressed it.
const ALONE_AFTER_MS = 90;

/** The part of the page in which the keys of the board act; null before it is drawn. */
export const BoardArea = createContext<HTMLElement | null>(null);

/** Listens for single letters while the focus is on the board and not in a field, so that they never act elsewhere. */
export function useBoardKeys(acts: Partial<Readonly<Record<BoardKey, () => void>>>): void {
  const area = useContext(BoardArea);
  const newest = useRef(acts);
  newest.current = acts;
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | null = null;
    const take = (event: KeyboardEvent): void => {
      // A key that is followed at once by another comes from a scanner and is the first letter of what it read.
      if (soon) clearTimeout(soon);
      soon = null;
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isWriting(event.target)) return;
      const key = event.key.toLowerCase() as BoardKey;
      if (event.repeat || !newest.current[key]) return;
      soon = setTimeout(() => newest.current[key]?.(), ALONE_AFTER_MS);
    };
    area?.addEventListener('keydown', take);
    return () => {
      if (soon) clearTimeout(soon);
      area?.removeEventListener('keydown', take);
    };
  }, [area]);
}
