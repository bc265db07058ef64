import { useEffect, useRef } from 'react';
import { isWriting } from '../parts/is-writing.ts';
import { KeyReader } from './use-page-scans.ts';

/** What the keys of an open sheet mean while no field of it has the focus. */
export interface SheetKeys {
  readonly onScan: (text: string) => void;
  /** Enter that is neither the end of a scan nor on a button. */
  readonly onEnter?: () => void;
}

/** Takes scans over an open sheet, and Enter as its one next step; the Enter that ends a scan never confirms anything. */
export function useSheetKeys(keys: SheetKeys): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const reader = new KeyReader();
    const take = (event: KeyboardEvent): void => {
      if (isWriting(event.target) || event.isComposing) return;
      const read = reader.take(event.key, event.timeStamp);
      const isOnButton = event.target instanceof HTMLElement && event.target.closest('button, summary') !== null;
      const isEnter = event.key === 'Enter' && !isOnButton && newest.current.onEnter !== undefined;
      if (read === null && !isEnter) return;
      // A choice that has the focus would take the key for itself.
      event.preventDefault();
      event.stopImmediatePropagation();
      if (read !== null) newest.current.onScan(read);
      else newest.current.onEnter?.();
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, []);
}
