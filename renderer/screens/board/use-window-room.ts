import { useSyncExternalStore } from 'react';
import type { WindowRoom } from './port-groups.ts';

function hear(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** The room of the window as it is now; what uses it is drawn again when the window changes its size. */
export function useWindowRoom(): WindowRoom {
  const width = useSyncExternalStore(hear, () => window.innerWidth);
  const height = useSyncExternalStore(hear, () => window.innerHeight);
  return { width, height };
}
