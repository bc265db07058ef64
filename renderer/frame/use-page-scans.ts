import { useEffect } from 'react';
import { useDesk } from '../desk.tsx';
import { isWriting } from '../parts/is-writing.ts';
import { FASTEST_HAND_MS } from '../parts/scanner-keys.ts';
import { commandOf } from '../state/scan-commands.ts';
import type { Store } from '../state/store.ts';
import { takeScan } from '../state/take-scan.ts';
import { doCommand } from './do-command.ts';
import { takeBack } from './move-focus.ts';

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

/** Does what was scanned, or answers false where it is for somebody else: a field or a window takes its own numbers, but commands go everywhere. */
function follow(store: Store, read: string, target: EventTarget | null): boolean {
  const command = commandOf(read);
  if (command) {
    if (isWriting(target)) takeBack(target, read.length);
    doCommand(store, command);
    return true;
  }
  if (isWriting(target) || document.querySelector('.overlay')) return false;
  takeScan(store, read);
  return true;
}

/** Takes what a scanner writes: a command from anywhere, anything else while no field has the focus and no window is open. The closing Enter then presses nothing. */
export function usePageScans(): void {
  const { store } = useDesk();
  useEffect(() => {
    const reader = new KeyReader();
    const take = (event: KeyboardEvent): void => {
      const read = event.isComposing ? null : reader.take(event.key, event.timeStamp);
      if (read === null || !follow(store, read, event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [store]);
}
