import { useEffect } from 'react';
import { useDesk } from '../desk.tsx';
import { isWriting } from '../parts/is-writing.ts';
import { FASTEST_HAND_MS } from '../parts/scanner-keys.ts';
import { takeScan } from '../state/take-scan.ts';

const FEWEST_LETTERS = 2;

/** Gathers the letters of a scanner where there is no field: every pause that a hand could make begins a new text. */
export class KeyReader {
  #text = '';
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** Takes a key at its time; answers what was scanned when this key ends it. */
  take(key: string, atMs: number): string | null {
    const pauseMs = atMs - this.#lastAtMs;
    this.#lastAtMs = atMs;
    if (pauseMs >= FASTEST_HAND_MS) this.#text = '';
    if (key === 'Shift') return null;
    const read = this.#text;
    this.#text = key.length === 1 ? read + key : '';
    return key === 'Enter' && read.length >= FEWEST_LETTERS ? read : null;
  }
}

/** Takes what a scanner writes while no field has the focus; its closing Enter then presses nothing. A window over the screen keeps its scans to itself. */
export function usePageScans(): void {
  const { store } = useDesk();
  useEffect(() => {
    const reader = new KeyReader();
    const take = (event: KeyboardEvent): void => {
      if (isWriting(event.target) || event.isComposing || document.querySelector('.overlay')) return;
      const read = reader.take(event.key, event.timeStamp);
      if (read === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      takeScan(store, read);
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [store]);
}
