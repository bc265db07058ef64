import { createContext, useContext, useEffect } from 'react';

/** The keys that act on the board while the focus is in it. */
export type BoardKey = 's' | 'r' | 'i' | 'c' | 'l' | 'o' | 'h';

/** The part of the page in which the keys of the board act; null before it is drawn. */
export const BoardArea = createContext<HTMLElement | null>(null);

/** Listens for single letters while the focus is on the board and not in a field, so that they never act elsewhere. */
export function useBoardKeys(acts: Partial<Readonly<Record<BoardKey, () => void>>>): void {
  const area = useContext(BoardArea);
  useEffect(() => {
    const take = (event: KeyboardEvent): void => {
      const isField =
        event.target instanceof HTMLElement && event.target.closest('input:not([type="checkbox"])') !== null;
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isField) return;
      const act = acts[event.key.toLowerCase() as BoardKey];
      if (!act) return;
      event.preventDefault();
      act();
    };
    area?.addEventListener('keydown', take);
    return () => area?.removeEventListener('keydown', take);
  }, [area, acts]);
}
