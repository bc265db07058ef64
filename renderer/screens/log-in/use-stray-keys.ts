import { type RefObject, useEffect } from 'react';
import { isWriting } from '../../parts/is-writing.ts';

/** Leads letters that are typed or scanned while no field has the focus to the first field of a box, the first letter too. */
export function useStrayKeys(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const lead = (event: KeyboardEvent): void => {
      const isLetter = event.key.length === 1 && event.key !== ' ';
      if (!isLetter || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      // The letter lands where the focus is once this listener is through.
      box.current?.querySelector('input')?.focus();
    };
    window.addEventListener('keydown', lead, { capture: true });
    return () => window.removeEventListener('keydown', lead, { capture: true });
  }, [box]);
}
