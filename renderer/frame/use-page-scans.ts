import { useEffect } from 'react';
import { useDesk } from '../desk.tsx';
import { isWriting } from '../parts/is-writing.ts';
import { afterKey, NO_KEYS } from '../parts/scanner-keys.ts';
import { takeScan } from '../state/take-scan.ts';

const MOST_LETTERS = 128;

/** Takes what a scanner writes while no field has the focus; its closing Enter then presses nothing. A window over the screen keeps its scans to itself. */
export function usePageScans(): void {
  const { store } = useDesk();
  useEffect(() => {
    let keys = NO_KEYS;
    let text = '';
    const take = (event: KeyboardEvent): void => {
      if (isWriting(event.target) || event.isComposing || document.querySelector('.overlay')) {
        keys = NO_KEYS;
        text = '';
        return;
      }
      const next = afterKey(keys, event.key, event.timeStamp);
      const read = text;
      // A pause begins a new text: what a hand pressed before is no part of it.
      const isNew = next.keys.count <= 1;
      keys = next.keys;
      if (event.key.length === 1) text = `${isNew ? '' : text}${event.key}`.slice(-MOST_LETTERS);
      if (event.key !== 'Enter') return;
      text = '';
      if (next.source !== 'scanned') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      takeScan(store, read);
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [store]);
}
